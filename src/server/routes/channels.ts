import type { FastifyRequest } from 'fastify';
import type { Channel, ConnectLine } from '../../contract/shapes.ts';
import type { DeliveryChannel } from '../../domain/channel.ts';
import { isOfGrant } from '../../domain/credential.ts';
import { isDefaultChannel } from '../../domain/default-channel.ts';
import { expiryOf } from '../../domain/expiry.ts';
import { passwordEnd, PROVIDERS } from '../../domain/provider.ts';
import { success } from '../../domain/result.ts';
import { voucherOf } from '../../domain/sender-proof.ts';
import { toldHost } from '../../domain/told-host.ts';
import { transportOf } from '../../domain/transport.ts';
import type { addSender } from '../use-cases/add-sender.ts';
import type { connectChannel } from '../use-cases/connect-channel.ts';
import type { DecideHeld } from '../use-cases/decide-held.ts';
import type { forecastLoad } from '../use-cases/forecast-load.ts';
import type { ManageChannels } from '../use-cases/manage-channels.ts';
import type { ConnectEvent } from '../use-cases/prove-channel.ts';
import type { ProveSender } from '../use-cases/prove-sender.ts';
import type { repairChannel } from '../use-cases/repair-channel.ts';
import type { reportUsage } from '../use-cases/report-usage.ts';
import type { sendTestMessage } from '../use-cases/send-test-message.ts';
import type { showUsage } from '../use-cases/show-usage.ts';
import type { useDefaultChannel } from '../use-cases/use-default-channel.ts';
import { asciiHost } from './ascii-host.ts';
import { onEach, serve, serveLines, type Door } from './endpoint.ts';

export interface ChannelUseCases {
  connectChannel: ReturnType<typeof connectChannel>;
  useDefaultChannel: ReturnType<typeof useDefaultChannel>;
  addSender: ReturnType<typeof addSender>;
  proveSender: ProveSender;
  repairChannel: ReturnType<typeof repairChannel>;
  manageChannels: ManageChannels;
  decideHeld: DecideHeld;
  sendTestMessage: ReturnType<typeof sendTestMessage>;
  showUsage: ReturnType<typeof showUsage>;
  forecastLoad: ReturnType<typeof forecastLoad>;
  reportUsage: ReturnType<typeof reportUsage>;
}

/** Each of these is a login at somebody's server. */
const LOGINS_A_MINUTE = 10;

export function channelRoutes(door: Door, use: ChannelUseCases): void {
  const bounds = { requestsAMinute: LOGINS_A_MINUTE };
  serveLines(
    door,
    'connectChannel',
    async ({ owner, request, body: { credential, server, ...candidate }, signal }) => {
      const at = { ...server, host: asciiHost(server.host) };
      const proving = await use.connectChannel(owner, { ...candidate, server: at }, credential, signal);
      return onEach(proving, linesTo(request));
    },
    bounds,
  );
  serveLines(
    door,
    'useDefaultChannel',
    async ({ owner, request, body: { sender }, signal }) =>
      onEach(await use.useDefaultChannel(owner, request.ownerAddress, sender, signal), linesTo(request)),
    bounds,
  );
  serveLines(
    door,
    'repairChannel',
    async ({ owner, request, params: { id }, body, signal }) =>
      onEach(await use.repairChannel(owner, id, body.credential ?? null, signal), linesTo(request)),
    bounds,
  );
  serveLines(
    door,
    'addSender',
    async ({ owner, request, params: { id }, body: { sender }, signal }) =>
      onEach(await use.addSender(owner, id, sender, signal), linesTo(request)),
    bounds,
  );
  serve(
    door,
    'sendCode',
    ({ owner, author: { name }, request: { ownerAddress: address }, params: { id } }) =>
      use.proveSender.sendCode(owner, { name, address }, id),
    bounds,
  );
  serve(
    door,
    'proveSender',
    async ({ owner, request, params: { id }, body: { code } }) =>
      onEach(await use.proveSender.check(owner, id, code), oneTo(request)),
    bounds,
  );
  serve(door, 'listChannels', async ({ owner, request }) =>
    success({ channels: (await use.manageChannels.list(owner)).map(shownTo(request)) }),
  );
  serve(door, 'showChannel', async ({ owner, request, params: { id } }) =>
    onEach(await use.manageChannels.show(owner, id), oneTo(request)),
  );
  serve(door, 'changeChannel', async ({ owner, request, params: { id }, body: { sender, expiry, isDefault } }) => {
    const change = {
      ...(sender && { senderName: sender.name }),
      ...(expiry !== undefined && { expiryRule: expiry }),
      ...(isDefault && { isDefault }),
    };
    return onEach(await use.manageChannels.change(owner, id, change), oneTo(request));
  });
  serve(door, 'holdChannel', async ({ owner, request, params: { id } }) =>
    onEach(await use.manageChannels.hold(owner, id), oneTo(request)),
  );
  serve(door, 'resumeChannel', async ({ owner, request, params: { id } }) =>
    onEach(await use.manageChannels.resume(owner, id), oneTo(request)),
  );
  serve(door, 'showHistory', async ({ owner, params: { id } }) =>
    onEach(await use.manageChannels.history(owner, id), (breaks) => ({ breaks })),
  );
  serve(door, 'releaseHeld', ({ owner, request, params: { id } }) =>
    use.decideHeld.release(owner, id, request.ownerAddress),
  );
  serve(door, 'dropHeld', ({ owner, params: { id } }) => use.decideHeld.drop(owner, id));
  serve(door, 'removeChannel', async ({ owner, author, params: { id } }) =>
    onEach(await use.manageChannels.remove(owner, author, id), () => undefined),
  );
  serve(
    door,
    'sendTestMessage',
    ({ owner, request, params: { id } }) => use.sendTestMessage(owner, id, request.ownerAddress),
    bounds,
  );
  serve(door, 'showUsage', async ({ owner, params: { id } }) =>
    onEach(await use.showUsage(owner, id), ({ allowance: { messages, nextAt }, ...report }) => ({
      ...report,
      allowance: { messages: Number.isFinite(messages) ? messages : null, nextAt },
    })),
  );
  serve(door, 'forecast', ({ owner, params: { id }, query: { sendAt, ...load } }) =>
    use.forecastLoad(owner, id, load, sendAt),
  );
  serve(door, 'reportUsage', ({ owner, params: { id }, body: { sent } }) => use.reportUsage(owner, id, sent));
}

/** Who asks, as far as it matters for what is shown: whose own address a sender is, the token says. */
type Asking = Pick<FastifyRequest, 'ownerAddress'>;

const shownTo =
  ({ ownerAddress }: Asking) =>
  (channel: DeliveryChannel): Channel =>
    shownChannel(channel, ownerAddress);

const oneTo = (asker: Asking) => (channel: DeliveryChannel) => ({ channel: shownTo(asker)(channel) });

/** A channel as the contract shows it; of a team's, nothing of the login, and no server that its provider does not publish. */
export function shownChannel(channel: DeliveryChannel, ownAddress: string | null): Channel {
  // Named one by one: what a channel has besides does not leave.
  const { id, providerId, server, username, sender, limits, forbiddenBy } = channel;
  const { health, heldSince, stoppedSince, held, pause } = channel;
  const { checkedAt, nextCheckAt, createdAt, verifiedAt, expiryRule, credentialAt, mechanism } = channel;
  const { isDefault, mayBeNamed, code } = channel;
  const team = channel.team && { by: channel.team.by, named: [...channel.team.named] };
  const isOperators = isDefaultChannel(channel);
  return {
    id,
    team,
    colleagues: channel.colleagues,
    server: { ...server, host: toldHost(channel) },
    username: team === null && !isOperators ? username : '',
    ...{ providerId, sender, limits, forbiddenBy, health, heldSince, stoppedSince, held, pause },
    ...{ checkedAt, nextCheckAt, createdAt, verifiedAt, isDefault, mayBeNamed, code },
    isSenderProven: voucherOf(channel, ownAddress) !== null,
    credential: isOperators ? 'operator' : isOfGrant(mechanism) ? 'sign-in' : 'password',
    secret: PROVIDERS[providerId].secret,
    transport: transportOf(mechanism),
    expiry: expiryOf(expiryRule, credentialAt),
    passwordEndsOn: isOfGrant(mechanism) ? null : passwordEnd(PROVIDERS[providerId]),
  };
}

export const linesTo = (asker: Asking) =>
  async function* (events: AsyncIterable<ConnectEvent>): AsyncGenerator<ConnectLine> {
    for await (const event of events) yield 'channel' in event ? oneTo(asker)(event.channel) : event;
  };
