import type { Figure } from './figure.ts';
import { isFull } from './full.ts';
import { setStage, MOVING_HOST } from './stage/stage.ts';
import { gather } from './storm/crowd.ts';
import { findsNobody, outage } from './storm/outage.ts';
import { switchedOff } from './storm/switched-off.ts';
import { wrongPassword } from './storm/wrong-password.ts';

const CHANNELS = isFull ? 1_000 : 200;
/** So fast that ten minutes pass in one or two, and so slow that this machine's logins are quick in it. */
const TIMES = isFull ? 5 : 10;
const OF_A_COMPANY = isFull ? 800 : 200;
/** There is less to do in these hours. */
const TIMES_OF_A_COMPANY = isFull ? 10 : 20;
const NEW_PASSWORD = 'another password of the bench';

/**
 * A provider that takes no login for ten minutes, from a thousand mailboxes with mail, over three processes on one
 * PostgreSQL: once because the passwords are wrong, which breaks the channels, and once because of trouble, which may break
 * none. Then a company whose IT switches logins off while nobody sends. What reached the sink is counted there.
 */
export async function storm(): Promise<Figure[]> {
  const stage = await setStage({ slowest: 20 });
  try {
    const crowd = await gather(stage, { count: CHANNELS, times: TIMES }, (index) =>
      findsNobody(index) ? { host: MOVING_HOST } : {},
    );
    const figures = [...(await wrongPassword(crowd, NEW_PASSWORD)), ...(await outage(crowd, NEW_PASSWORD))];
    await crowd.stop();
    return [...figures, ...(await switchedOff(stage, OF_A_COMPANY, TIMES_OF_A_COMPANY))];
  } finally {
    await stage.stop();
  }
}
