import { describe, expect, it, jest } from '@jest/globals';
import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { OutsideOutlook } from '../../../src/addin/screens/OutsideOutlook.tsx';
import { keepIn } from '../../../src/addin/parts/browser.ts';
import { fakeBackend } from '../fakes/backend.ts';
import { aBrokenChannel } from '../fakes/breaking.ts';
import { fakeKeep } from '../fakes/clock.ts';
import { fakeHost, NORA } from '../fakes/host.ts';
import { aChannel } from '../fakes/mail.ts';
import { expectAccessible, heading, open } from '../stage.tsx';

const denied = () =>
  keepIn(() => {
    throw new DOMException('The operation is insecure.', 'SecurityError');
  });

describe('the pane', () => {
  it('works where storage is denied', async () => {
    const stage = open({ session: denied(), device: denied() });
    await stage.click('Set up');
    await heading('Connect Microsoft 365');
  });

  it('tells what broke instead of going blank', async () => {
    const silenced = jest.spyOn(console, 'error').mockReturnValue(undefined);
    const backend = fakeBackend({ channels: [aChannel()] });
    backend.channels = [{ ...aChannel(), health: undefined as never }];
    const device = fakeKeep();
    const stage = open({ backend, device });
    await heading('Something went wrong in this pane');
    device.write(`postlane.known.${NORA.emailAddress}`, 'what may have broken it');
    await stage.click('Load the pane again');
    expect([...device.kept.keys()]).toEqual([]);
    silenced.mockRestore();
  });

  it('tells what broke where the client itself does', async () => {
    const silenced = jest.spyOn(console, 'error').mockReturnValue(undefined);
    const host = fakeHost();
    host.theme = () => {
      throw new TypeError('officeTheme');
    };
    open({ host });
    await heading('Something went wrong in this pane');
    silenced.mockRestore();
  });

  it('turns dark with the client', async () => {
    const stage = open();
    const title = await heading('Send through Microsoft 365');
    const before = getComputedStyle(title.closest('.fui-FluentProvider') ?? title).getPropertyValue(
      '--colorNeutralBackground1',
    );
    await stage.meanwhile(() => {
      stage.host.turn('dark');
    });
    const after = getComputedStyle(title.closest('.fui-FluentProvider') ?? title).getPropertyValue(
      '--colorNeutralBackground1',
    );
    expect(after).not.toBe(before);
  });

  it('is worked by keyboard alone', async () => {
    const stage = open({ host: fakeHost() });
    await heading('Send through Microsoft 365');
    await stage.user.tab();
    expect(screen.getByRole('button', { name: 'Set up' })).toHaveFocus();
    await stage.user.keyboard('{Enter}');
    expect(await heading('Connect Microsoft 365')).toHaveFocus();
    await stage.user.tab();
    expect(screen.getByLabelText('Password')).toHaveFocus();
    await stage.user.keyboard('Lighthouse-42{Enter}');
    expect(await heading('Checking your channel')).toHaveFocus();
    expect(stage.backend.proofs).toHaveLength(1);
  });
});

describe('a pane that was opened to mend a channel', () => {
  const wish = (channelId = aChannel().id) => Promise.resolve({ channelId });
  const broken = aBrokenChannel('password-rejected');

  it('shows its repair at once, also beside a draft', async () => {
    const host = fakeHost({ item: 'message-compose' });
    open({ host, backend: fakeBackend({ channels: [broken] }), wish: wish() });
    expect(await heading('Repair your channel')).toHaveFocus();
    expect(screen.getByLabelText('Password')).toBeVisible();
  });

  it('goes by what the device remembers while the server is away', async () => {
    const device = fakeKeep();
    const before = open({ backend: fakeBackend({ channels: [broken] }), device });
    await screen.findByText('Needs a repair');
    before.unmount();
    const backend = fakeBackend();
    backend.failing = { kind: 'backend-away' };
    open({ backend, device, wish: wish() });
    await heading('Repair your channel');
  });

  it.each([
    ['works again', aChannel(), undefined],
    ['is another one', broken, 'gone'],
  ])('shows home when the channel %s', async (_, channel, id) => {
    open({ backend: fakeBackend({ channels: [channel] }), wish: wish(id) });
    await heading('Your channel');
    expect(screen.queryByRole('heading', { name: 'Repair your channel' })).toBeNull();
  });

  it('for nothing in particular shows what fits the moment', async () => {
    open({ backend: fakeBackend({ channels: [broken] }), wish: Promise.resolve(null) });
    await heading('Your channel');
  });
});

describe('outside Outlook', () => {
  it('says where Postlane lives', async () => {
    render(<OutsideOutlook />);
    await heading('Postlane lives in Outlook');
    await expectAccessible();
  });

  it('offers to load again when Outlook stays silent', async () => {
    render(<OutsideOutlook why="host-silent" />);
    await userEvent.tab();
    expect(screen.getByRole('button', { name: 'Load the pane again' })).toHaveFocus();
  });
});
