import { DEFAULT_POLICIES } from '../src/domain/policies.ts';
import { CertificateAuthority } from '../src/sandbox/certificates.ts';
import { PEOPLE, type Person } from '../src/sandbox/people.ts';
import { Switchboard } from '../src/sandbox/switches.ts';
import { startWorld, type World } from '../src/sandbox/world.ts';
import { createEgress } from '../src/server/egress.ts';
import { detectMailbox } from '../src/server/use-cases/detect-mailbox.ts';
import { wireDiscovery } from '../src/server/wiring/discovery.ts';
import { figureOf, type Figure } from './figure.ts';
import { monotonic } from './stage/monotonic.ts';
import { median, quantile } from './stage/statistics.ts';

const TRIES = 100;

/**
 * From a rep's address until there is a recommendation, for one of each of the sandbox's companies, which are found by a clue
 * each; nothing remembered. Against what one question to the name server takes in the same round. And what is asked outside for it.
 */
export async function discovery(): Promise<Figure[]> {
  const authority = await CertificateAuthority.open(null, new Date());
  const world = await startWorld(authority, new Switchboard(), Date.now, {
    bearer: async () => false,
    bearerOf: async () => null,
  });
  try {
    const outside = wayOut(world, authority);
    const figures: Figure[] = [];
    for (const person of oneOfEachCompany()) figures.push(...(await measure(person, world, outside)));
    return figures;
  } finally {
    await world.stop();
  }
}

/** Colleagues are found by the same clue. */
const oneOfEachCompany = (): Person[] =>
  PEOPLE.filter(({ company }, at) => PEOPLE.findIndex((one) => one.company === company) === at);

function wayOut({ names, dial }: World, authority: CertificateAuthority) {
  const outside = { connections: 0 };
  const egress = createEgress({
    nameServers: [names.address],
    allow: ['127.1.0.0/16'],
    dial: (address, port) => {
      outside.connections += 1;
      return dial(address, port);
    },
    ca: [authority.certificate],
  });
  return Object.assign(outside, { egress });
}

async function measure(
  { id, address, accountType }: Person,
  { names }: World,
  outside: ReturnType<typeof wayOut>,
): Promise<Figure[]> {
  const { egress } = outside;
  const questions = (): number => [...names.asked.values()].reduce((all, count) => all + count, 0);
  const stopping = new AbortController().signal;
  const taken: number[] = [];
  const bare: number[] = [];
  const asked: number[] = [];
  outside.connections = 0;
  for (let count = 0; count < TRIES; count += 1) {
    const before = monotonic();
    await egress.mx('fjordlight.example');
    bare.push(monotonic() - before);
    const known = questions();
    const lookUp = wireDiscovery({
      config: { ispDatabase: null },
      egress,
      timeouts: undefined,
      stopping,
      clock: monotonic,
    });
    const detect = detectMailbox({
      lookUp,
      policiesOf: async () => DEFAULT_POLICIES,
      offered: ['microsoft', 'google'],
      graph: false,
      defaultChannel: null,
    });
    const begun = monotonic();
    const found = await detect({ tenantId: id, objectId: id }, address, accountType);
    taken.push(monotonic() - begun);
    asked.push(questions() - known);
    if (found.recommendations.length === 0) throw new Error(`Nothing was found for ${address}.`);
  }
  const peer = (part: number) => ({ name: 'one question to the name server', value: quantile(bare, part) });
  return [
    figureOf('discovery', `${id}: until there is a recommendation, median`, median(taken), 'ms', peer(0.5)),
    figureOf('discovery', `${id}: the same, 95 %`, quantile(taken, 0.95), 'ms', peer(0.95)),
    figureOf('discovery', `${id}: questions to name servers`, median(asked), 'each'),
    figureOf('discovery', `${id}: connections`, outside.connections / TRIES, 'each'),
  ];
}
