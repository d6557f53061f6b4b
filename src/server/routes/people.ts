import { exportReply } from '../../contract/people.ts';
import { streaming } from '../http.ts';
import type { LetPeopleGo } from '../use-cases/let-people-go.ts';
import { shownChannel } from './channels.ts';
import { route, serve, type Door } from './endpoint.ts';

/** Who leaves: by an administrator's word, or by one's own. */
export function peopleRoutes(door: Door, use: LetPeopleGo): void {
  serve(door, 'showPerson', ({ owner, params: { personId } }) => use.show(owner, personId));
  serve(door, 'removePerson', ({ owner, author, params: { personId }, query }) =>
    use.remove(owner, author, personId, query.mail === 'drop' ? { kind: 'drop' } : { kind: 'hand-over', to: query.to }),
  );
  serve(door, 'removeOwn', ({ owner, author }) => use.removeSelf(owner, author));
  route(door, 'exportOwn', {}, async ({ owner, request }, reply) =>
    reply
      .type('application/json')
      .header('content-disposition', 'attachment; filename="postlane.json"')
      .send(streaming(written(await use.export(owner), request.ownerAddress))),
  );
}

/** One JSON document, piece by piece; what the contract does not name does not leave. */
async function* written(
  { exportedAt, owner, channels, addresses, messages }: Awaited<ReturnType<LetPeopleGo['export']>>,
  ownAddress: string | null,
): AsyncGenerator<string> {
  const { shape } = exportReply;
  const head = {
    exportedAt,
    person: owner,
    channels: shape.channels.parse(
      channels.map(({ channel, breaks }) => ({ channel: shownChannel(channel, ownAddress), breaks })),
    ),
    addresses: shape.addresses.parse(addresses),
  };
  yield `${JSON.stringify(head).slice(0, -1)},"messages":[`;
  let isFirst = true;
  for await (const page of messages) {
    yield `${isFirst ? '' : ','}${JSON.stringify(shape.messages.parse(page)).slice(1, -1)}`;
    isFirst = false;
  }
  yield ']}';
}
