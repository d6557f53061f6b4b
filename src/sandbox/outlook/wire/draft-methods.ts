import { htmlOf, textOf } from '../mailbox/body.ts';
import type { Draft } from '../mailbox/item.ts';
import { code, done, refused, text, type Call, type Method } from './answer.ts';
import { wirePerson } from './initial-data.ts';

/** Methods of a message being written: subject, body, saving, closing, sending, and what add-ins keep with it. */

type DraftCall = Call<Draft>;

const asHtml = 3;

const change = ({ outlook, item }: DraftCall, patch: Partial<Draft>) => {
  outlook.mailbox.changeDraft(item.id, patch, 'add-in');
  return done();
};

/** What the add-in gave, in the draft's own format. */
function inFormat({ item, given }: DraftCall): string {
  const content = text(given['data'] ?? given['appendTxt']);
  const isHtml = given['coercionType'] === asHtml;
  if (item.bodyType === 'text') return isHtml ? textOf(content) : content;
  return isHtml ? content : htmlOf(content);
}

const insert = (call: DraftCall) => {
  call.outlook.insert(call.item.id, inFormat(call));
  return done();
};

const headerKeys = (given: Call['given']) => (given['internetHeaderKeys'] as readonly string[] | undefined) ?? [];

const without = (record: Readonly<Record<string, string>>, keys: readonly string[]) =>
  Object.fromEntries(Object.entries(record).filter(([key]) => !keys.includes(key)));

async function keepSession(call: DraftCall, sessionData: Draft['sessionData']) {
  change(call, { sessionData });
  await call.outlook.mailbox.settled();
  return done();
}

export const draftMethods: Readonly<Record<number, Method<Draft>>> = {
  13: { since: 1, run: insert },
  17: { since: 1, run: (call) => change(call, { subject: text(call.given['subject']) }) },
  18: { since: 1, run: ({ item }) => done(item.subject) },
  23: { since: 1, run: (call) => change(call, { body: inFormat(call) + call.item.body }) },
  29: { since: 2, run: insert },
  32: { since: 3, run: async ({ outlook, item }) => done(await outlook.mailbox.saveDraft(item.id)) },
  38: { since: 3, run: (call) => change(call, { body: inFormat(call) }) },
  41: {
    since: 3,
    run: ({ outlook, item }) => {
      outlook.closeDraft(item.id, false);
      return done();
    },
  },
  107: { since: 7, run: ({ outlook: { person }, item }) => done(wirePerson(item.from ?? person, person.address)) },
  151: {
    since: 8,
    run: ({ item, given }) =>
      done(
        Object.fromEntries(
          headerKeys(given).flatMap((key) => {
            const value = item.internetHeaders[key];
            return value === undefined ? [] : [[key, value]];
          }),
        ),
      ),
  },
  152: {
    since: 8,
    run: (call) => {
      const added = call.given['internetHeaderNameValuePairs'] as Readonly<Record<string, string>>;
      return change(call, { internetHeaders: { ...call.item.internetHeaders, ...added } });
    },
  },
  153: {
    since: 8,
    run: (call) => change(call, { internetHeaders: without(call.item.internetHeaders, headerKeys(call.given)) }),
  },
  164: { since: 8, run: ({ item }) => (item.itemId ? done(item.itemId) : refused(code.itemNotSaved)) },
  174: {
    since: 10,
    run: ({ item }) => done({ composeType: item.composeType, coercionType: item.bodyType }),
  },
  175: { since: 10, run: () => done(false) },
  176: { since: 10, run: () => done() },
  185: {
    since: 11,
    run: (call) =>
      keepSession(call, { ...call.item.sessionData, [text(call.given['name'])]: text(call.given['value']) }),
  },
  186: {
    since: 11,
    run: ({ item, given }) => {
      const value = item.sessionData[text(given['name'])];
      return value === undefined ? refused(code.keyUnknown) : done(value);
    },
  },
  187: { since: 11, run: ({ item }) => done(item.sessionData) },
  188: { since: 11, run: (call) => keepSession(call, {}) },
  189: { since: 11, run: (call) => keepSession(call, without(call.item.sessionData, [text(call.given['name'])])) },
  203: {
    since: 14,
    run: ({ outlook, item, given }) => {
      outlook.closeDraft(item.id, given['discardItem'] === true);
      return done();
    },
  },
  215: {
    since: 15,
    run: ({ outlook, item }) => {
      const all = [...item.to, ...item.cc, ...item.bcc];
      if (all.length === 0 || all.some(({ address }) => address === '')) return refused(code.noValidRecipients);
      outlook.sendDraft(item.id);
      return done();
    },
  },
};
