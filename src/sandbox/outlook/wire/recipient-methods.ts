import type { Draft, Recipient, RecipientField } from '../mailbox/item.ts';
import { code, done, refused, text, type Call, type Method } from './answer.ts';
import { wirePerson } from './initial-data.ts';

/** Methods of the To, Cc and Bcc fields. */

const fields: readonly RecipientField[] = ['to', 'cc', 'bcc'];
const mostRecipients = 1000;

const field = ({ given }: Call): RecipientField => fields[Number(given['recipientField'])] ?? 'to';

function givenRecipients({ given }: Call): readonly Recipient[] {
  const array = (given['recipientArray'] ?? []) as readonly (string | Readonly<Record<string, unknown>>)[];
  return array.map((entry) => {
    if (typeof entry === 'string') return { name: entry, address: entry };
    const address = text(entry['address'] ?? entry['emailAddress']);
    return { name: text(entry['name'] ?? entry['displayName']) || address, address };
  });
}

function put(call: Call<Draft>, recipients: readonly Recipient[]) {
  if (recipients.length > mostRecipients) return refused(code.tooManyRecipients);
  call.outlook.mailbox.changeDraft(call.item.id, { [field(call)]: recipients }, 'add-in');
  return done();
}

export const recipientMethods: Readonly<Record<number, Method<Draft>>> = {
  15: {
    since: 1,
    run: (call) => {
      const { person, setting } = call.outlook;
      const known = call.item[field(call)].filter(
        ({ address }) => address !== '' || setting.unresolved === 'without-address',
      );
      return done(known.map((recipient) => wirePerson(recipient, person.address)));
    },
  },
  21: { since: 1, run: (call) => put(call, givenRecipients(call)) },
  22: { since: 1, run: (call) => put(call, [...call.item[field(call)], ...givenRecipients(call)]) },
};
