import type { Config } from '../config.ts';
import { createAlerting } from '../store/alerting.ts';
import { createAudit } from '../store/audit.ts';
import { createBoard } from '../store/board.ts';
import { createChannels } from '../store/channels.ts';
import { createChecking } from '../store/checking.ts';
import { createContents } from '../store/contents.ts';
import { createDefaultChannel } from '../store/default-channel.ts';
import { createDirectory } from '../store/directory.ts';
import { createHeldMail } from '../store/held-mail.ts';
import { createHistory } from '../store/history.ts';
import { createInvitations } from '../store/invitations.ts';
import { createLeaving } from '../store/leaving.ts';
import { createMessages } from '../store/messages.ts';
import { createNotes } from '../store/notes.ts';
import { openDatabase } from '../store/open.ts';
import { createOrganisation } from '../store/organisation.ts';
import { createOutbox } from '../store/outbox.ts';
import { createPeople } from '../store/people.ts';
import { createPolicies } from '../store/policies.ts';
import { createRefusals } from '../store/refusals.ts';
import { createRenewing } from '../store/renewing.ts';
import { createSenders } from '../store/senders.ts';
import { createSendingDomains } from '../store/sending-domains.ts';
import { createSettling } from '../store/settling.ts';
import { createSharing } from '../store/sharing.ts';
import { createSignIns } from '../store/sign-ins.ts';
import { createSpent, type Mark } from '../store/spent.ts';
import { createUsage } from '../store/usage.ts';

/** The store's parts over one database, which this opens. */
export async function openStores(
  { database, ceiling, mailboxConnections, defaultChannel }: Config,
  newId: () => string,
  mark: Mark,
) {
  const opened = await openDatabase(database);
  const { db } = opened;
  return {
    opened,
    notes: await createNotes(opened),
    channels: createChannels(db, newId, ceiling, defaultChannel?.limits),
    contents: createContents(db, newId),
    messages: createMessages(db),
    outbox: createOutbox(db, newId, mailboxConnections, ceiling),
    settling: createSettling(db),
    usage: createUsage(db, ceiling),
    checking: createChecking(db, newId, ceiling),
    heldMail: createHeldMail(db),
    history: createHistory(db),
    alerting: createAlerting(db),
    signIns: createSignIns(db),
    organisation: createOrganisation(db),
    board: createBoard(db),
    directory: createDirectory(db),
    people: createPeople(db),
    leaving: createLeaving(db, mark),
    audit: createAudit(db),
    policies: createPolicies(db),
    renewing: createRenewing(db),
    refusals: createRefusals(db),
    sendingDomains: createSendingDomains(db),
    sharing: createSharing(db, ceiling),
    invitations: createInvitations(db),
    spent: createSpent(db),
    senders: createSenders(db, mark),
    defaultChannel: createDefaultChannel(db, newId, mark),
  };
}

export type Stores = Awaited<ReturnType<typeof openStores>>;
