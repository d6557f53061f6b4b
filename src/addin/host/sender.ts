import type { Mailbox } from '../../domain/address.ts';
import { success } from '../../domain/result.ts';
import type { FromHost } from './host.ts';
import type { Outlook } from './mail-client.ts';

/** Whom a draft is from: an older client only tells whose mailbox it is. */
export async function readSender({ office, ask, has }: Outlook, draft: Office.MessageCompose): FromHost<Mailbox> {
  const { displayName, emailAddress } = office.context.mailbox.userProfile;
  if (!has('1.7')) return success({ name: displayName, address: emailAddress });
  const from = await ask<Office.EmailAddressDetails>('from.getAsync', (answered) => draft.from.getAsync(answered));
  return from.ok ? success({ name: from.value.displayName, address: from.value.emailAddress }) : from;
}
