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

/** By these names a moment goes. */
const MOMENT = /(?:At|[sS]ince|until)$/;

/** With every moment as a text, ISO 8601 in UTC: the file is for people. */
const readable = (value: unknown): unknown =>
  JSON.parse(
    JSON.stringify(value, (name, one: unknown) =>
      typeof one === 'number' && MOMENT.test(name) ? new Date(one).toISOString() : one,
    ),
  );

/** One JSON document, piece by piece; what the contract does not name does not leave. */
async function* written(
  { exportedAt, owner, named, channels, addresses, messages }: Awaited<ReturnType<LetPeopleGo['export']>>,
  ownAddress: string | null,
): AsyncGenerator<string> {
  const head = exportReply.parse(
    readable({
      exportedAt,
      person: { ...owner, name: null, address: null, ...named },
      channels: channels.map(({ channel, breaks }) => ({ channel: shownChannel(channel, ownAddress), breaks })),
      addresses,
      messages: [],
    }),
  );
  yield JSON.stringify(head).slice(0, -']}'.length);
  let isFirst = true;
  for await (const page of messages) {
    yield `${isFirst ? '' : ','}${JSON.stringify(exportReply.shape.messages.parse(readable(page))).slice(1, -1)}`;
    isFirst = false;
  }
  yield ']}';
}
