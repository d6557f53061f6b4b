import { describe, expect, it } from '@jest/globals';
import { screen, waitFor, within } from '@testing-library/react';
import { HOUR, SECOND } from '../../../src/domain/instant.ts';
import { failed } from '../../../src/domain/result.ts';
import { fakeBackend } from '../fakes/backend.ts';
import { aChannel, NOW } from '../fakes/mail.ts';
import { expectAccessible, heading, open, saidAloud, type Stage } from '../stage.tsx';
import { listed, onBoard, signedIn, THREE } from './on-board.ts';

const SUMMARY = '3 channels · 1 needs help · 2 are on a password that ends on 31 December 2026';

/** One a person. */
const rows = () =>
  within(screen.getByRole('region', { name: 'The channels' }))
    .getAllByRole('listitem')
    .filter((row) => row.parentElement?.closest('li') === null);
const addresses = () => rows().map((row) => within(row).getByText(/@firma\.example$/, { selector: 'div' }).textContent);
const seen = (name: string) => screen.findByText(`${name}@firma.example`, { selector: 'div' });
const shows = (names: string[]) =>
  waitFor(() => {
    expect(addresses()).toEqual(names.map((name) => `${name}@firma.example`));
  });
const manage = (stage: Stage, name: string) => stage.click(`Pause or remove ${name}@firma.example`);

describe('the board of a company', () => {
  it('is summed up on the company’s screen, which leads to it and back', async () => {
    const stage = await onBoard(THREE);
    await stage.click('Back');
    await heading('Your company');
    expect(await screen.findByText(SUMMARY)).toBeVisible();
    await stage.click('Back');
    await heading('Your channel');
  });

  it('tells of each channel whose it is, how it does, by what it sends and when it last did', async () => {
    await onBoard(THREE);
    await seen('ada');
    expect(screen.getByText(SUMMARY)).toBeVisible();
    expect(rows().map(({ textContent }) => textContent)).toEqual([
      expect.stringMatching(
        /^ada Lampada@firma\.exampleSends as ada Lamp \(ada@firma\.example\)Needs help since .+\. Its rep is told: “.+”Microsoft 365 by password · password ends on 31 December 2026 · last sent 2 days ago · 3 messages wait/,
      ),
      expect.stringMatching(
        /^bea Lampbea@firma\.exampleSends as bea Lamp \(bea@firma\.example\)WorksMicrosoft 365 by a sign-in · nothing sent lately/,
      ),
      expect.stringMatching(/Paused by its rep since .+, to change the password/),
    ]);
    await expectAccessible();
  });

  it('tells of one that is broken and paused both, what is broken first', async () => {
    const broken = { kind: 'password-rejected', since: NOW - 2 * HOUR } as const;
    await onBoard([listed('ada', { broken, stoppedSince: NOW - HOUR })]);
    await seen('ada');
    const [row] = rows();
    expect(row?.textContent).toMatch(/Needs help since .+Paused by an administrator since/);
    expect(row?.textContent).not.toContain('Works');
  });

  it('has everybody’s channels together under whose they are, and remarks what is not as it seems', async () => {
    const nora = { personId: 'nora', person: { name: 'Nora Falk', address: 'nora@firma.example' } };
    await onBoard([
      listed('ada'),
      listed('ada', {
        ...nora,
        id: '3c0a1f6e-1111-4f7e-8a33-000000000001',
        ...signedIn,
        account: 'nora@firma.example',
      }),
      listed('cleo', { person: null }),
      listed('nora', { ...nora, isUnproven: true, team: 'shared', colleagues: 2 }),
      listed('zoe', { person: { name: 'Zoe', address: null }, team: 'joined' }),
    ]);
    await screen.findByText('Nora Falk');
    expect(rows()).toHaveLength(4);
    const [ada, noras, cleo, zoe] = rows().map(({ textContent }) => textContent);
    expect(ada).not.toContain('not the person’s own address');
    expect(noras).toMatch(
      /^Nora Falknora@firma\.exampleSends as ada Lamp \(ada@firma\.example\)This is not the person’s own address\.Works.+by a sign-in as nora@firma\.example.+Sends as nora Lamp \(nora@firma\.example\)Nobody has shown yet.+shared with a team: 2 colleagues send through it.+Nora Falk leaves the company$/,
    );
    expect(cleo).toMatch(/^cleo Lampcleo@firma\.exampleYour directory’s name for this person has not been heard yet/);
    expect(zoe).toMatch(/^ZoeSends as zoe Lamp \(zoe@firma\.example\)Works.+by a channel that a colleague shares/);
    await expectAccessible();
  });

  it('shows those that need help, those on a password that ends, and who is looked for', async () => {
    const stage = await onBoard(THREE);
    await seen('ada');
    const show = screen.getByLabelText('Show');
    await stage.user.selectOptions(show, 'Those that need help');
    await shows(['ada']);
    await stage.user.selectOptions(show, 'Those on a password that ends');
    await shows(['ada', 'cleo']);
    await stage.user.type(screen.getByLabelText('Address begins with'), 'C');
    await stage.pass(SECOND);
    await shows(['cleo']);
    await stage.user.type(screen.getByLabelText('Address begins with'), 'x');
    await stage.pass(SECOND);
    await screen.findByText('No channel is like that.');
  });

  it('marks what a policy forbids, says which, counts it and shows those alone', async () => {
    const stage = await onBoard([listed('ada', { forbiddenBy: 'channelKinds' }), listed('bea')]);
    await seen('ada');
    expect(screen.getByText(/^2 channels · None needs help · 1 is not allowed · /)).toBeVisible();
    expect(rows()[0]?.textContent).toContain('Not allowed by “Kinds of channel”');
    expect(rows()[0]?.textContent).not.toContain('Works');
    await stage.user.selectOptions(screen.getByLabelText('Show'), 'Those that are not allowed');
    await shows(['ada']);
  });

  it('shows a large company some at a time', async () => {
    const many = Array.from({ length: 60 }, (_, at) => listed(`r${String(at).padStart(3, '0')}`));
    const stage = await onBoard(many);
    await seen('r049');
    expect(rows()).toHaveLength(50);
    await stage.click('Show more');
    await seen('r059');
    expect(screen.queryByRole('button', { name: 'Show more' })).toBeNull();
  });

  it('pauses a channel when asked twice, and lets it go again', async () => {
    const stage = await onBoard(THREE);
    await manage(stage, 'bea');
    await stage.click('Pause');
    await screen.findByRole('heading', { name: 'Pause this channel?' });
    expect(
      screen.getByText(/What this person connects meanwhile at the same server or from the same address/),
    ).toBeVisible();
    await expectAccessible();
    await stage.click('Leave it as it is');
    expect(stage.backend.asked).not.toContain('stopChannel');
    await stage.click('Pause');
    await saidAloud('bea@firma.example is paused.', () => stage.click('Pause it'));
    await screen.findByText(/^Paused by an administrator since/);
    await saidAloud('bea@firma.example is no longer paused.', () => stage.click('Let mail go again'));
    await waitFor(() => {
      expect(screen.queryByText(/^Paused by an administrator/)).toBeNull();
    });
  });

  it('removes a channel when asked twice, and says what goes with it', async () => {
    const stage = await onBoard(THREE);
    await manage(stage, 'ada');
    await stage.click('Remove');
    await screen.findByText(/^Its credential is destroyed at once, and 3 waiting messages are not sent\./);
    await saidAloud('The channel of ada@firma.example is removed.', () => stage.click('Remove channel'));
    await screen.findByText(/^2 channels/);
    await shows(['bea', 'cleo']);
  });

  it('says before it removes one that colleagues send by what goes with it of theirs', async () => {
    const stage = await onBoard([
      listed('ada', { colleagues: 3, colleaguesWaiting: 4 }),
      listed('bea', { colleagues: 1 }),
    ]);
    await manage(stage, 'ada');
    await stage.click('Remove');
    const said =
      /3 colleagues send through it too: their channels go with it, and 4 waiting messages there are not sent\.$/;
    expect(screen.getByText(said)).toBeVisible();
    await stage.click('Leave it as it is');
    await manage(stage, 'ada');
    await manage(stage, 'bea');
    await stage.click('Remove');
    expect(screen.getByText(/1 colleague sends through it too: that channel goes with it\.$/)).toBeVisible();
  });

  it('says what did not work, and leaves the channel as it is', async () => {
    const stage = await onBoard(THREE);
    stage.backend.answers.stopChannel = async () => failed({ kind: 'backend-away' });
    await manage(stage, 'bea');
    await stage.click('Pause');
    await stage.click('Pause it');
    await screen.findByRole('heading', { name: 'Postlane cannot be reached' });
    expect(screen.queryByText(/^Paused by an administrator/)).toBeNull();
  });

  it('says why there is none, and asks once more', async () => {
    const stage = open({
      backend: fakeBackend({ channels: [aChannel()], organisation: { channels: [], board: THREE } }),
    });
    await stage.click('Your company’s channels');
    await screen.findByText(SUMMARY);
    stage.backend.answers.listOrganisationChannels = async () => failed({ kind: 'admins-only' });
    await stage.click('Look after all channels');
    await screen.findByRole('heading', { name: 'This is for your company’s administrators' });
    delete stage.backend.answers.listOrganisationChannels;
    await stage.click('Try again');
    await seen('ada');
  });
});
