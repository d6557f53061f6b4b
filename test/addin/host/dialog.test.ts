import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { createOutlookHost } from '../../../src/addin/host/outlook.ts';
import { MINUTE } from '../../../src/domain/instant.ts';
import { fakeOutlook, type FakeOutlook } from './fake-office.ts';

const URL_OF_OURS = 'https://postlane.example/oauth/begin/one';
const OURS = 'https://postlane.example';

afterEach(() => {
  jest.useRealTimers();
});

/** Everything asked before has been answered by the next turn: the fake answers within this one. */
const answered = () => new Promise((settle) => setTimeout(settle));

/** Asks for a window, as far as Office lets it open. */
async function asked(given?: FakeOutlook) {
  const outlook = fakeOutlook(given);
  const leave = new AbortController();
  const told = createOutlookHost(outlook.office).openWindow(URL_OF_OURS, leave.signal);
  await answered();
  return { outlook, leave, told, window: outlook.windows[0] };
}

describe('a window of the pane’s', () => {
  it('opens at a page of ours, by itself and not in a frame, and closes once it has said something', async () => {
    const { told, window } = await asked();
    expect(window).toMatchObject({ url: URL_OF_OURS, options: { displayInIframe: false }, isOpen: true });
    window?.tell('dialogMessageReceived', { message: 'done', origin: OURS });
    expect(await told).toEqual({ ok: true, value: 'done' });
    expect(window?.isOpen).toBe(false);
  });

  it('is heard where Office does not tell who speaks', async () => {
    const { told, window } = await asked();
    window?.tell('dialogMessageReceived', { message: 'done', origin: undefined });
    expect(await told).toEqual({ ok: true, value: 'done' });
  });

  it('is not heard while another origin speaks in it', async () => {
    const { told, window } = await asked();
    window?.tell('dialogMessageReceived', { message: 'trust me', origin: 'https://postlane.example.evil.example' });
    expect(window?.isOpen).toBe(true);
    window?.tell('dialogMessageReceived', { message: 'done', origin: OURS });
    expect(await told).toEqual({ ok: true, value: 'done' });
  });

  it('is heard once', async () => {
    const { told, window } = await asked();
    window?.tell('dialogMessageReceived', { message: 'first', origin: OURS });
    window?.tell('dialogMessageReceived', { message: 'second', origin: OURS });
    window?.tell('dialogEventReceived', { error: 12_006 });
    expect(await told).toEqual({ ok: true, value: 'first' });
  });

  it('that cannot be closed any more is told by what it said all the same', async () => {
    const { told, window, leave } = await asked();
    if (window)
      window.onClose = () => {
        window.tell('dialogEventReceived', { error: 12_006 });
        throw new Error('There is no such dialog.');
      };
    window?.tell('dialogMessageReceived', { message: 'done', origin: OURS });
    expect(await told).toEqual({ ok: true, value: 'done' });
    leave.abort();
  });

  it('closed by the rep is told as that', async () => {
    const { told, window } = await asked();
    window?.tell('dialogEventReceived', { error: 12_006 });
    expect(await told).toEqual({ ok: false, failure: { kind: 'window-closed' } });
  });

  it('whose page cannot be shown is told with Office’s own number, and closed', async () => {
    const { told, window } = await asked();
    window?.tell('dialogEventReceived', { error: 12_002 });
    expect(await told).toMatchObject({ ok: false, failure: { kind: 'host-refused', code: 12_002 } });
    expect(window?.isOpen).toBe(false);
  });

  it('closes when the rep gives up in the pane', async () => {
    const { told, window, leave } = await asked();
    leave.abort();
    expect(await told).toEqual({ ok: false, failure: { kind: 'window-closed' } });
    expect(window?.isOpen).toBe(false);
  });

  it('that nobody finishes is closed after ten minutes', async () => {
    jest.useFakeTimers();
    const outlook = fakeOutlook();
    const told = createOutlookHost(outlook.office).openWindow(URL_OF_OURS, new AbortController().signal);
    await jest.advanceTimersByTimeAsync(10 * MINUTE - 1);
    expect(outlook.windows[0]?.isOpen).toBe(true);
    await jest.advanceTimersByTimeAsync(1);
    expect(await told).toEqual({ ok: false, failure: { kind: 'window-closed' } });
    expect(outlook.windows[0]?.isOpen).toBe(false);
  });
});

describe('a window that does not open', () => {
  it.each([
    [12_007, 'another one is open', 'window-busy'],
    [12_009, 'the rep did not let it', 'window-closed'],
    [12_011, 'the browser did not let it', 'window-blocked'],
  ])('says with %d that %s', async (code, _, kind) => {
    const { told } = await asked({ refuses: { displayDialogAsync: code } });
    expect(await told).toEqual({ ok: false, failure: { kind } });
  });

  it('says any other number as it is', async () => {
    const { told } = await asked({ refuses: { displayDialogAsync: 12_004 } });
    expect(await told).toEqual({
      ok: false,
      failure: { kind: 'host-refused', call: 'displayDialogAsync', code: 12_004, message: 'Refused.' },
    });
  });

  it('says that this client opens none', async () => {
    const { told } = await asked({ windows: false });
    expect(await told).toEqual({ ok: false, failure: { kind: 'host-unsupported', call: 'displayDialogAsync' } });
  });

  it('is given up while Outlook still asks whether it may, and closed when it opens after all', async () => {
    const outlook = fakeOutlook();
    const leave = new AbortController();
    const told = createOutlookHost(outlook.office).openWindow(URL_OF_OURS, leave.signal);
    leave.abort();
    expect(await told).toEqual({ ok: false, failure: { kind: 'window-closed' } });
    await answered();
    expect(outlook.windows[0]?.isOpen).toBe(false);
  });

  it('is not asked for by who has left already', async () => {
    const outlook = fakeOutlook();
    const told = createOutlookHost(outlook.office).openWindow(URL_OF_OURS, AbortSignal.abort());
    expect(await told).toEqual({ ok: false, failure: { kind: 'window-closed' } });
    expect(outlook.windows).toEqual([]);
  });
});
