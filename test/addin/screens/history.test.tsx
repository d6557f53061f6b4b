import { describe, expect, it } from '@jest/globals';
import { screen } from '@testing-library/react';
import type { Break } from '../../../src/contract/shapes.ts';
import { DAY, HOUR, MINUTE } from '../../../src/domain/instant.ts';
import { failed } from '../../../src/domain/result.ts';
import { fakeBackend } from '../fakes/backend.ts';
import { aBrokenChannel } from '../fakes/breaking.ts';
import { aBreak, aChannel, NOW } from '../fakes/mail.ts';
import { expectAccessible, open } from '../stage.tsx';

async function history(...breaks: Break[]) {
  const backend = fakeBackend({ channels: [aChannel()] });
  backend.breaks = breaks;
  const stage = open({ backend });
  await screen.findByText('Working');
  expect(backend.asked).not.toContain('showHistory');
  await stage.click('History');
  return stage;
}

describe('the history of a channel', () => {
  it('says what broke when, for how long, how it was noticed, how much waited and who mended it', async () => {
    await history(aBreak());
    const entry = (await screen.findByText('Your password is no longer accepted')).closest('li');
    expect(entry).toHaveTextContent(/yesterday, \d\d:42, for 60 mins/);
    expect(entry).toHaveTextContent('Noticed by a mail on its way. 3 messages waited. Mended by you.');
    await expectAccessible();
  });

  it.each<[string, Partial<Break>, RegExp]>([
    ['what lasts', { since: NOW - HOUR, until: null, mendedBy: null, waited: 1 }, /since \d\d:42.* 1 message waits\.$/],
    ['days', { since: NOW - 5 * DAY, until: NOW - 2 * DAY }, /15 November, .*, for 3 days/],
    ['what a check noticed', { noticedBy: 'check', waited: 0 }, /Noticed by Postlane’s own check\. No mail waited\./],
    ['what a check found mended', { mendedBy: 'check' }, /Postlane’s own check found it working again\.$/],
    ['what another cause followed', { mendedBy: 'other-cause' }, /Then something else stood in the way\.$/],
    [
      'a planned change',
      { because: null, noticedBy: null, until: NOW - 26 * HOUR + 14 * MINUTE },
      /^You paused to change your password.*for 14 mins3 messages waited\. Ended by you\.$/,
    ],
  ])('says %s', async (_, change, told) => {
    await history(aBreak(change));
    expect((await screen.findAllByRole('listitem'))[0]).toHaveTextContent(told);
  });

  it('says that there is none', async () => {
    await history();
    expect(await screen.findByText('Nothing has kept your mail back so far.')).toBeVisible();
    await expectAccessible();
  });

  it('is asked for anew when the channel breaks', async () => {
    const stage = await history();
    await screen.findByText('Nothing has kept your mail back so far.');
    await stage.meanwhile(() => {
      stage.backend.channels = [aBrokenChannel('account-locked')];
      stage.backend.breaks = [aBreak({ until: null, mendedBy: null })];
      stage.backend.tell({ changed: 'channel', id: aChannel().id });
    });
    expect(await screen.findByText(/^since yesterday/)).toBeVisible();
  });

  it('says when it can’t be had, and asks again', async () => {
    const backend = fakeBackend({ channels: [aChannel()] });
    backend.answers.showHistory = async () => failed({ kind: 'backend-away' });
    const stage = open({ backend });
    await stage.click('History');
    await screen.findByText('Postlane cannot be reached');
    delete backend.answers.showHistory;
    await stage.click('Try again');
    expect(await screen.findByText('Nothing has kept your mail back so far.')).toBeVisible();
  });
});
