import { SENDGRID } from '../../../src/sandbox/mail/sending-services.ts';
import { MAIL_HOSTS } from '../../../src/sandbox/names/zones.ts';
import { asPerson, connectQuietly } from '../sending.ts';
import { person, type Scene, type Stage } from '../stage.ts';
import { heading, press, says, type, type Chapter } from './state.ts';

const read = { mode: 'read' };
const DOMAIN = 'fjordlight.example';
const [{ username, password } = { username: '', password: '' }] = SENDGRID.accounts ?? [];
const asAdministrator = ({ sandbox }: Stage): void => sandbox.switches.turn('administrator', true);

async function toTeam(scene: Scene): Promise<void> {
  await press(scene, 'Your company’s channels');
  await press(scene, 'Share a channel with your team');
  await heading(scene, 'Your team');
  await says(scene, 'Channels to share');
}

/** The company's key as Nora's channel; its id. */
async function connectKey(stage: Stage): Promise<string> {
  const { name, address } = person('nora');
  const lines = await asPerson(stage, 'nora', 'POST', '/api/channels', {
    ...{ providerId: 'sendgrid', server: { host: MAIL_HOSTS.sendgrid.host, port: 587, security: 'starttls' } },
    ...{ username, sender: { name, address }, credential: { kind: 'password', password } },
  });
  const last = JSON.parse(lines.trim().split('\n').at(-1) ?? '{}') as { channel: { id: string } };
  return last.channel.id;
}

/** Shared with the domain, which is proven; the channel's id. */
async function shareKey(stage: Stage): Promise<string> {
  asAdministrator(stage);
  const id = await connectKey(stage);
  const added = await asPerson(stage, 'nora', 'POST', '/api/organisation/domains', { domain: DOMAIN });
  const { domain } = JSON.parse(added) as { domain: { record: { value: string } } };
  stage.sandbox.switches.turn('team-record', domain.record.value);
  await asPerson(stage, 'nora', 'POST', `/api/organisation/domains/${DOMAIN}/check`);
  await asPerson(stage, 'nora', 'POST', `/api/channels/${id}/share`, { domains: [DOMAIN] });
  stage.sandbox.switches.turn('administrator', false);
  return id;
}

async function joined(stage: Stage): Promise<string> {
  const id = await shareKey(stage);
  await asPerson(stage, 'elin', 'POST', `/api/teams/${id}/join`, { name: person('elin').name });
  return id;
}

async function invited(stage: Stage): Promise<void> {
  asAdministrator(stage);
  const id = await connectQuietly(stage, 'nora');
  const addresses = [person('elin').address, 'sven.dahl@fjordlight.example', 'ask.berg@fjordlight.example'];
  await asPerson(stage, 'nora', 'POST', `/api/channels/${id}/invitations`, { addresses });
}

export const teams: Chapter = {
  title: 'A channel for the team',
  states: [
    {
      name: 'team-start',
      shows: 'An administrator who has a channel and has proven no domain',
      person: 'nora',
      setting: read,
      before: async (stage) => {
        asAdministrator(stage);
        await connectKey(stage);
      },
      reach: toTeam,
    },
    {
      name: 'team-record',
      shows: 'The record that proves a domain, and what a look at the DNS found',
      person: 'nora',
      setting: read,
      before: async (stage) => {
        asAdministrator(stage);
        await connectKey(stage);
        await asPerson(stage, 'nora', 'POST', '/api/organisation/domains', { domain: DOMAIN });
        stage.sandbox.switches.turn('team-record', 'postlane-domain=mistyped');
      },
      reach: async (scene) => {
        await toTeam(scene);
        await press(scene, 'Check now');
        await says(scene, /with another value/);
      },
      isMain: true,
    },
    {
      name: 'team-shared',
      shows: 'A company’s key that is shared, and who has joined',
      person: 'nora',
      setting: read,
      before: async (stage) => {
        await joined(stage);
        asAdministrator(stage);
      },
      reach: async (scene) => {
        await toTeam(scene);
        await press(scene, '1 colleague sends through it');
      },
      isMain: true,
    },
    {
      name: 'team-named',
      shows: 'The addresses in a proven domain that everybody may write as',
      person: 'nora',
      setting: read,
      before: async (stage) => {
        await shareKey(stage);
        asAdministrator(stage);
      },
      reach: async (scene) => {
        await toTeam(scene);
        await press(scene, 'Addresses everybody here may write as');
        await type(scene, 'Address to add', `sales@${DOMAIN}`);
        await press(scene, 'Let everybody write as it');
        await says(scene, `sales@${DOMAIN}`);
      },
    },
    {
      name: 'team-prepared',
      shows: 'What a colleague finds first: the team’s channel',
      person: 'elin',
      setting: read,
      before: shareKey,
      reach: (scene) => heading(scene, 'Your team’s channel'),
      isMain: true,
    },
    {
      name: 'team-joined',
      shows: 'A colleague has joined',
      person: 'elin',
      setting: read,
      before: shareKey,
      reach: async (scene) => {
        await press(scene, 'Send through it');
        await heading(scene, 'You send with your team');
      },
    },
    {
      name: 'team-home',
      shows: 'The team’s channel at a colleague’s: nothing to repair, and who looks after it',
      person: 'elin',
      setting: read,
      before: joined,
      reach: async (scene) => {
        await press(scene, 'Manage this channel');
        await says(scene, 'Sender name');
      },
    },
    {
      name: 'team-changing',
      shows: 'While its administrator changes the password',
      person: 'elin',
      setting: read,
      before: async (stage) => {
        const id = await joined(stage);
        await asPerson(stage, 'nora', 'POST', `/api/channels/${id}/hold`);
      },
      reach: (scene) => says(scene, 'Nora Lindqvist is changing its password'),
    },
    {
      name: 'team-bound',
      shows: 'What is one person’s cannot be shared: the colleagues are invited instead',
      person: 'nora',
      setting: read,
      before: invited,
      reach: async (scene) => {
        await toTeam(scene);
        await press(scene, 'Invite your colleagues instead');
        await says(scene, 'Their addresses');
      },
      isMain: true,
    },
    {
      name: 'team-invited',
      shows: 'What a colleague finds who was invited',
      person: 'elin',
      setting: read,
      before: async (stage) => {
        await invited(stage);
        stage.sandbox.switches.turn('administrator', false);
      },
      reach: (scene) => heading(scene, 'This is prepared for you'),
    },
  ],
};
