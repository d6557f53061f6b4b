import DNS from 'dns2';
import { freePort } from '../ports.ts';
import type { NameRecord, Zones } from './zones.ts';

/** RFC 1035 4.1.1, RCODE 3. */
const NO_SUCH_NAME = 3;
const SECONDS_TO_LIVE = 1;

/** A small authoritative name server over UDP and TCP on one port of this machine; it knows its zones and nothing else. */
export interface NameServer {
  /** `127.0.0.1:port`, as NAME_SERVERS takes it. */
  address: string;
  /** How often each name was asked for, `TYPE name` to count: shows that a lookup happened once, or not at all. */
  asked: ReadonlyMap<string, number>;
  stop(): Promise<void>;
}

/**
 * Starts the name server. `isHidden` is asked for each name, and for each of its records: true makes it unknown, as if it had been deleted.
 * Names outside the zones are answered with NXDOMAIN, so nothing ever leaves this machine.
 */
export async function startNameServer(
  zones: Pick<Zones, 'get'>,
  isHidden: (name: string, record?: NameRecord) => boolean,
): Promise<NameServer> {
  const asked = new Map<string, number>();
  const server = DNS.createServer({
    udp: true,
    tcp: true,
    handle: (request, send) => {
      const [question] = request.questions;
      if (question === undefined) return;
      const name = question.name.toLowerCase();
      const wanted = typeName(question.type);
      asked.set(`${wanted} ${name}`, (asked.get(`${wanted} ${name}`) ?? 0) + 1);
      const records = isHidden(name) ? undefined : zones.get(name);
      const answers =
        records
          ?.filter((record) => record.type === wanted && !isHidden(name, record))
          .map((record) => answer(question.name, record)) ?? [];
      void send(encode(request, question, answers, records === undefined ? NO_SUCH_NAME : 0));
    },
  });
  // Free for TCP; UDP ports of that number are then practically always free too.
  const port = await freePort(0, '127.0.0.1');
  const here = { port, address: '127.0.0.1' };
  await server.listen({ udp: here, tcp: here });
  return {
    address: `127.0.0.1:${String(port)}`,
    asked,
    stop: async () => {
      await server.close();
    },
  };
}

/**
 * The response, each part encoded by itself: as a whole packet the library would compress the target of an SRV record,
 * which RFC 2782 forbids and resolvers reject.
 */
function encode(
  request: DNS.Packet,
  question: DNS.Packet.Question,
  answers: DNS.Packet.Resource[],
  rcode: number,
): Buffer {
  const { id, rd } = request.header;
  const header = new DNS.Packet.Header({ id, rd, qr: 1, aa: 1, rcode, qdcount: 1, ancount: answers.length });
  return Buffer.concat([
    header.toBuffer(),
    DNS.Packet.Question.encode(question),
    ...answers.map((resource) => DNS.Packet.Resource.encode(resource)),
  ]);
}

const typeName = (type: number): string =>
  Object.entries(DNS.Packet.TYPE).find(([, number]) => number === type)?.[0] ?? String(type);

const answer = (name: string, { type, ...data }: NameRecord): DNS.Packet.Resource =>
  ({
    name,
    type: DNS.Packet.TYPE[type],
    class: DNS.Packet.CLASS.IN,
    ttl: SECONDS_TO_LIVE,
    ...data,
  }) as DNS.Packet.Resource;
