import { describe, expect, it } from '@jest/globals';
import { fireEvent, screen } from '@testing-library/react';
import { SECOND } from '../../../src/domain/instant.ts';
import { success } from '../../../src/domain/result.ts';
import { SETTINGS } from '../fakes/backend.ts';
import { aDraft } from '../fakes/host.ts';
import { aChannel, NOW } from '../fakes/mail.ts';
import { expectAccessible, open, type Stage } from '../stage.tsx';
import { pdf, writing } from './writing.ts';

describe('a draft that can’t go like this', () => {
  it.each([
    ['nobody to send to', aDraft({ to: [] }), 'Add at least one recipient.'],
    ['an unresolved name', aDraft({ to: [{ name: 'Ada Oka', address: null }] }), /doesn’t know who Ada Oka is/],
    [
      'a link to the cloud',
      aDraft({ attachments: [{ ...pdf, kind: 'cloud' }] }),
      /Catalogue.pdf is a link to the cloud/,
    ],
    [
      'another sender',
      aDraft({ from: { name: '', address: 'team@fjordlight.example' } }),
      /from team@fjordlight.example/,
    ],
    ['too many bytes', aDraft({ attachments: [{ ...pdf, size: 26_000_000 }] }), /about 35.6 MB/],
  ])('with %s says so and sends nothing', async (_, draft, words) => {
    open(writing(draft));
    expect(await screen.findByText(words)).toBeVisible();
    expect(screen.getByRole('button', { name: 'Send' })).toBeDisabled();
    await expectAccessible();
  });

  it('with more than the operator’s server takes says so', async () => {
    const set = writing(aDraft({ attachments: [{ ...pdf, size: 1_000_000 }] }));
    set.backend.answers.readSettings = async () => success({ ...SETTINGS, messageBytes: 1_200_000 });
    open(set);
    expect(await screen.findByText(/your channel carries 1.2 MB/)).toBeVisible();
    expect(screen.getByRole('button', { name: 'Send' })).toBeDisabled();
  });

  it('may go without a subject, with a word', async () => {
    open(writing(aDraft({ subject: '' })));
    expect(await screen.findByText('There is no subject.')).toBeVisible();
    expect(screen.getByRole('button', { name: 'Send' })).toBeEnabled();
  });

  it('of a channel that IT paused asks nothing of its rep, and waits by its main button', async () => {
    const set = writing();
    set.backend.channels = [aChannel({ credential: 'sign-in', stoppedSince: NOW })];
    open(set);
    expect(await screen.findByText(/^Your IT paused this channel\./)).toBeVisible();
    const buttons = screen.getAllByRole('button').map(({ textContent }) => textContent);
    expect(buttons.slice(-3)).toEqual(['Send', 'Send later …', 'What Outlook keeps to itself']);
    expect(buttons.join()).not.toMatch(/password|Sign in/i);
  });

  it('warns where the client shows no attachments, and mentions what it never shows on demand', async () => {
    const stage = open(writing(aDraft({ unread: ['attachments', 'importance'] })));
    expect(await screen.findByText(/does not show us attachments/)).toBeVisible();
    expect(screen.queryByText(/does not tell us the importance/)).toBeNull();
    await stage.click('What Outlook keeps to itself');
    expect(screen.getByText(/does not tell us the importance/)).toBeVisible();
  });

  it('is looked at again when it changes', async () => {
    const stage = open(writing(aDraft({ to: [] })));
    await screen.findByText('Add at least one recipient.');
    await stage.meanwhile(() => {
      stage.host.changeDraft({ to: [{ name: 'Ada', address: 'ada@harbour.example' }] });
    });
    expect(await screen.findByRole('button', { name: 'Send' })).toBeEnabled();
  });

  /** As a rep types it in Outlook's own window: no client tells of it. */
  const typeSubject = (stage: Stage) => {
    stage.host.draft = { ...stage.host.draft, subject: 'Lamps' };
  };

  it.each([
    ['the pane gets the focus', () => fireEvent.focus(window)],
    ['the pointer comes into the pane', () => fireEvent.pointerEnter(document.documentElement)],
    ['the pane is seen again', () => fireEvent(document, new Event('visibilitychange'))],
  ])('has the subject that was typed meanwhile as soon as %s', async (_, happens) => {
    const stage = open(writing(aDraft({ subject: '' })));
    await screen.findByText('There is no subject.');
    typeSubject(stage);
    await stage.meanwhile(happens);
    expect(await screen.findByText('Lamps')).toBeVisible();
    expect(screen.queryByText('There is no subject.')).toBeNull();
  });

  it('moves nothing from under a pointer that is held down: the press that brings the focus may be the click on “Send”', async () => {
    const stage = open(writing(aDraft({ subject: '' })));
    await screen.findByText('There is no subject.');
    typeSubject(stage);
    await stage.meanwhile(() => {
      fireEvent.pointerDown(document.body);
      fireEvent.focus(window);
    });
    expect(screen.getByText('There is no subject.')).toBeVisible();
    await stage.meanwhile(() => fireEvent.pointerUp(document.body));
    expect(await screen.findByText('Lamps')).toBeVisible();
  });

  it('is not said for long to have no subject, though nobody comes near the pane', async () => {
    const stage = open(writing(aDraft({ subject: '' })));
    await screen.findByText('There is no subject.');
    await stage.pass(2 * SECOND);
    expect(screen.getByText('There is no subject.')).toBeVisible();
    // What was read is on the screen.
    await stage.pass(0);
    typeSubject(stage);
    await stage.pass(2 * SECOND);
    expect(await screen.findByText('Lamps')).toBeVisible();
    expect(screen.queryByText('There is no subject.')).toBeNull();
  });
});
