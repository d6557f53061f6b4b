import { Readable } from 'node:stream';
import { domainToASCII } from 'node:url';
import { createAuthenticate } from '../identity/access-tokens.ts';
import { signInAt } from '../identity/sign-in.ts';
import { auditRoutes } from '../routes/audit.ts';
import { boardRoutes } from '../routes/board.ts';
import { channelRoutes } from '../routes/channels.ts';
import type { Door } from '../routes/endpoint.ts';
import { eventRoutes } from '../routes/events.ts';
import { messageRoutes } from '../routes/messages.ts';
import { organisationRoutes } from '../routes/organisation.ts';
import { peopleRoutes } from '../routes/people.ts';
import { policyRoutes } from '../routes/policies.ts';
import { recommendationRoutes } from '../routes/recommendations.ts';
import { reputationRoutes } from '../routes/reputations.ts';
import { settingsRoutes } from '../routes/settings.ts';
import { signInRoutes } from '../routes/sign-ins.ts';
import { teamRoutes } from '../routes/teams.ts';
import { compose } from '../smtp/compose.ts';
import { addSender } from '../use-cases/add-sender.ts';
import { connectChannel } from '../use-cases/connect-channel.ts';
import { decideHeld } from '../use-cases/decide-held.ts';
import { detectMailbox } from '../use-cases/detect-mailbox.ts';
import { followChanges } from '../use-cases/follow-changes.ts';
import { forecastLoad } from '../use-cases/forecast-load.ts';
import { judgeReputation } from '../use-cases/judge-reputation.ts';
import type { Colleague } from '../use-cases/join-team.ts';
import { letPeopleGo } from '../use-cases/let-people-go.ts';
import { lookAfterChannels } from '../use-cases/look-after-channels.ts';
import { manageChannels } from '../use-cases/manage-channels.ts';
import { manageMessages } from '../use-cases/manage-messages.ts';
import { meetPeople } from '../use-cases/meet-people.ts';
import { queueMessage } from '../use-cases/queue-message.ts';
import { repairChannel } from '../use-cases/repair-channel.ts';
import { reportUsage } from '../use-cases/report-usage.ts';
import { seeAudit } from '../use-cases/see-audit.ts';
import { seeOrganisation } from '../use-cases/see-organisation.ts';
import { sendTestMessage } from '../use-cases/send-test-message.ts';
import { setPolicies } from '../use-cases/set-policies.ts';
import { showUsage } from '../use-cases/show-usage.ts';
import { useDefaultChannel } from '../use-cases/use-default-channel.ts';
import { sealContent } from '../vault/content.ts';
import { wireDiscovery, wireLook } from './discovery.ts';
import type { Ground } from './ground.ts';
import type { Proving } from './proving.ts';
import { wireReputation } from './reputation.ts';
import { wireSenderProof } from './sender-proof.ts';
import type { SigningIn } from './signing-in.ts';
import { wireTeams } from './teams.ts';

/** What the pane asks. `wake` is called when mail was queued. */
export function wireApi(ground: Ground, signingIn: SigningIn, proving: Proving, wake: () => void): void {
  const { config, app, stores, vault, fetch, stopping, onFault, clock, newId } = ground;
  const { channels, contents, heldMail, history, messages, notes, organisation, outbox, usage } = stores;
  const { offered, graph, consentUrl, signIn } = signingIn;
  const { defaultChannel } = proving;
  const { shareOf, queue: queueWithin } = stores.defaultChannel;
  const authenticate = createAuthenticate(config.identity, fetch, clock);
  const { meet, forget } = meetPeople({ note: stores.directory.note, clock });
  const door: Door = {
    app,
    async authenticate(token) {
      const asker = await authenticate(token);
      // A name is for display: that it could not be noted stops nobody.
      if (asker.ok) await meet({ ...asker.value, name: asker.value.author.name }).catch(onFault);
      return asker;
    },
    stopping,
  };
  const queue = queueMessage({
    findChannel: channels.find,
    policiesOf: stores.policies.of,
    findMessage: messages.find,
    domainToASCII,
    compose: (draft, { messageId, date }, attachment) =>
      compose(draft, { messageId, date: new Date(date) }, (index) => Readable.from(attachment(index))),
    keepContent: async (messageId, content, now) => contents.keep(await sealContent(vault, messageId, content), now),
    eraseContent: contents.erase,
    async queue({ share, ...message }, now) {
      const outcome = await (share === undefined ? outbox.queue(message, now) : queueWithin(message, share, now));
      wake();
      return outcome;
    },
    line: usage.line,
    shareOf,
    messageBytes: config.messageBytes,
    newId,
    clock,
  });

  const { messageBytes } = config;
  settingsRoutes(door, { identity: signInAt(config.identity), signIns: offered, graph, messageBytes });
  const teams = wireTeams(ground, proving);
  const isExpected = async (colleague: Colleague): Promise<boolean> =>
    (await teams.teamsFor(colleague)).length > 0 ||
    (await teams.inviteColleagues.waitingFor(colleague.owner, colleague.address)) !== null;
  organisationRoutes(
    door,
    seeOrganisation({ ...organisation, policiesOf: stores.policies.of, offered, consentUrl }),
    isExpected,
  );
  auditRoutes(door, seeAudit(stores.audit));
  policyRoutes(
    door,
    setPolicies({
      ...stores.policies,
      look: wireLook(ground),
      operator: { ...config.ceiling, retentionDays: config.retentionDays },
      clock,
    }),
  );
  teamRoutes(door, teams);
  boardRoutes(
    door,
    lookAfterChannels({
      ...channels,
      ...stores.board,
      policiesOf: stores.policies.of,
      alike: stores.policies.alike,
      clock,
    }),
  );
  peopleRoutes(
    door,
    letPeopleGo({
      factsOf: stores.people.factsOf.bind(stores.people),
      async remove(person, mail, now, word) {
        const removed = await stores.leaving.remove(person, mail, now, word);
        forget(person);
        return removed;
      },
      channelsOf: channels.list,
      breaksOf: history.of,
      addressesOf: stores.senders.shownBy,
      nameOf: stores.directory.nameOf,
      messagesOf: messages.all,
      clock,
    }),
  );
  signInRoutes(door, signIn, config.publicUrl);
  const found = { lookUp: wireDiscovery(ground), policiesOf: stores.policies.of };
  recommendationRoutes(door, detectMailbox({ ...found, offered, graph, defaultChannel }));
  reputationRoutes(
    door,
    judgeReputation({ lookUp: wireReputation(ground), relay: defaultChannel?.server.host ?? null }),
  );
  channelRoutes(door, {
    connectChannel: connectChannel(proving),
    useDefaultChannel: useDefaultChannel(proving),
    addSender: addSender({ ...proving, writeAsNamed: teams.writeAsNamed }),
    proveSender: wireSenderProof(ground, queue),
    repairChannel: repairChannel(proving),
    manageChannels: manageChannels({ ...proving, breaksOf: history.of }),
    decideHeld: decideHeld({ ...heldMail, find: channels.find, clock }),
    sendTestMessage: sendTestMessage({ findChannel: channels.find, queueMessage: queue, newId }),
    showUsage: showUsage({ find: channels.find, useOf: usage.ofChannel, shareOf, clock }),
    forecastLoad: forecastLoad({ find: channels.find, standing: usage.standing, shareOf, clock }),
    reportUsage: reportUsage({ find: channels.find, report: usage.report, clock }),
  });
  messageRoutes(
    door,
    { queueMessage: queue, manageMessages: manageMessages({ ...messages, clock }) },
    config.messageBytes,
  );
  eventRoutes(
    door,
    followChanges({ follow: notes.follow, findMessage: messages.find, listMessages: messages.list }),
    clock,
  );
}
