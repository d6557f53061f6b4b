import { describe, expect, it } from '@jest/globals';
import { screen } from '@testing-library/react';
import { success } from '../../../src/domain/result.ts';
import { SETTINGS } from '../fakes/backend.ts';
import { aDraft } from '../fakes/host.ts';
import { expectAccessible, open } from '../stage.tsx';
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
});
