import { setTimeout as passed } from 'node:timers/promises';
import type { Channel } from '../../../src/contract/shapes.ts';
import type { DeliveryFailure } from '../../../src/domain/failure.ts';
import type { Switchboard } from '../../../src/sandbox/switches.ts';
import { queueQuietly } from '../queueing.ts';
import { asPerson, connectQuietly } from '../sending.ts';
import type { Scene, Stage } from '../stage.ts';
import { heading, type Chapter, type ScreenState } from './state.ts';

type Kind = DeliveryFailure['kind'];

/** A channel that works, then something changes, then a mail is sent: that is how it is noticed. */
async function stopped(stage: Stage, id: string, kind: Kind, turn: (switches: Switchboard) => void): Promise<void> {
  const channelId = await connectQuietly(stage, id);
  turn(stage.sandbox.switches);
  await queueQuietly(stage, id, channelId, [
    { subject: 'Two hundred lamps for the new pier', to: ['buyer@lighthouse.example'] },
    { subject: 'Delivery on Thursday', to: ['harbour@pier.example', 'amelia.hart@brightwater.example'] },
  ]);
  await untilStopped(stage, id, kind);
}

/** Long enough for a connection that is refused at every address. */
const LOOKS = 100;

async function untilStopped(stage: Stage, id: string, kind: Kind): Promise<void> {
  let seen: Kind | null = null;
  for (let look = 0; look < LOOKS && seen !== kind; look += 1) {
    await passed(200);
    const { channels } = JSON.parse(await asPerson(stage, id, 'GET', '/api/channels')) as { channels: [Channel] };
    const [{ health, pause }] = channels;
    seen = health.state === 'broken' ? health.because.kind : (pause?.because.kind ?? null);
  }
  if (seen !== kind) throw new Error(`The channel was to stop by ${kind}, and did by ${String(seen)}.`);
}

const atHome = (scene: Scene): Promise<void> => heading(scene, 'Your channel');

/** By the kind that the product makes of it; `turn` is what changed. */
const broken = (
  name: string,
  shows: string,
  kind: Kind,
  turn: (switches: Switchboard) => void,
  person = 'nora',
): ScreenState => ({
  name: `broken-${name}`,
  shows,
  person,
  setting: { mode: 'read' },
  before: (stage) => stopped(stage, person, kind, turn),
  reach: atHome,
});

export const brokenAccounts: Chapter = {
  title: 'What stops a channel that worked: the account',
  states: [
    broken('password', 'The password was changed', 'password-rejected', (switches) =>
      switches.turn('password-changed', true),
    ),
    broken(
      'expired',
      'The password has expired',
      'password-expired',
      (switches) => switches.turn('password-expired', true),
      'mara',
    ),
    broken('locked', 'The account is locked', 'account-locked', (switches) => switches.turn('account-locked', true)),
    broken(
      'app-password',
      'Gmail asks for an app password where another was right before',
      'app-password-required',
      (switches) => switches.turn('app-password-asked', true),
      'grace',
    ),
    broken('licence', 'The mailbox has no licence any more', 'mailbox-unavailable', (switches) =>
      switches.turn('licence-gone', true),
    ),
    broken('blocked', 'The mailbox is blocked from sending', 'sender-blocked', (switches) =>
      switches.turn('sending-blocked', true),
    ),
    broken('mailbox', 'SMTP AUTH was switched off for the mailbox', 'smtp-auth-off-for-mailbox', (switches) =>
      switches.turn('smtp-auth-off-for-mailbox', true),
    ),
  ],
};

export const brokenCompanies: Chapter = {
  title: 'What stops a channel that worked: the company',
  states: [
    broken('tenant', 'SMTP AUTH was switched off for the company', 'smtp-auth-off-for-tenant', (switches) =>
      switches.turn('tenant-sign-in', 'smtp-auth-off'),
    ),
    broken('security-defaults', 'Security defaults were switched on', 'security-defaults', (switches) =>
      switches.turn('tenant-sign-in', 'security-defaults'),
    ),
    broken('conditional-access', 'Conditional Access refuses it', 'sign-in-policy', (switches) =>
      switches.turn('tenant-sign-in', 'conditional-access'),
    ),
    broken('retired', 'Password sign-in was retired', 'password-sign-in-off', (switches) =>
      switches.turn('tenant-sign-in', 'passwords-off'),
    ),
  ],
};

export const brokenServers: Chapter = {
  title: 'What stops a channel that worked: the server',
  states: [
    broken('certificate', 'The certificate is from an unknown authority now', 'certificate-untrusted', (switches) =>
      switches.turn('certificate', 'untrusted'),
    ),
    broken('certificate-name', 'The certificate bears another name now', 'certificate-wrong-name', (switches) =>
      switches.turn('certificate', 'wrong-name'),
    ),
    broken('certificate-expired', 'The certificate was not renewed', 'certificate-expired', (switches) =>
      switches.turn('certificate', 'expired'),
    ),
    broken(
      'address',
      'The server takes no calls from Postlane any more',
      'our-address-refused',
      (switches) => switches.turn('our-address-refused', true),
      'mara',
    ),
    broken(
      'trouble',
      'The provider cannot check passwords just now: nothing is broken, and mail waits',
      'authentication-unavailable',
      (switches) => switches.turn('sign-in-trouble', 'out-of-order'),
      'mara',
    ),
    broken(
      'too-many-logins',
      'Gmail asks for a pause in signing in: nothing is broken, and mail waits',
      'too-many-logins',
      (switches) => switches.turn('sign-in-trouble', 'too-many-logins'),
      'grace',
    ),
  ],
};
