import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { connectToOutlook } from '../../../src/addin/host/start.ts';
import { fakeOutlook } from './fake-office.ts';

let script: HTMLScriptElement;
beforeEach(() => {
  script = document.createElement('script');
});
afterEach(() => {
  Reflect.deleteProperty(globalThis, 'Office');
  jest.useRealTimers();
});

/** office.js arrives, with this client behind it. */
const arrives = (onReady: () => Promise<unknown>) => {
  Object.assign(globalThis, { Office: { ...fakeOutlook().office, onReady } });
  script.dispatchEvent(new Event('load'));
};

describe('starting', () => {
  it('waits for office.js and gives the host behind it', async () => {
    const connected = connectToOutlook(script);
    arrives(() => Promise.resolve({ host: 'Outlook' }));
    const host = await connected;
    expect(host.ok && host.value.profile().emailAddress).toBe('rosa@contoso.example');
  });

  it('takes office.js that has come already', async () => {
    arrives(() => Promise.resolve({ host: 'Outlook' }));
    expect(await connectToOutlook(script)).toMatchObject({ ok: true });
  });

  it.each([null, 'Excel'])('is outside Outlook in %s', async (host) => {
    arrives(() => Promise.resolve({ host }));
    expect(await connectToOutlook(script)).toEqual({ ok: false, failure: 'outside-outlook' });
  });

  it('says that nobody answers when office.js cannot be had', async () => {
    const connected = connectToOutlook(script);
    script.dispatchEvent(new Event('error'));
    expect(await connected).toEqual({ ok: false, failure: 'host-silent' });
  });

  it.each([
    ['office.js never comes', () => {}],
    ['the client never answers', () => arrives(() => new Promise(() => {}))],
  ])('says that nobody answers when %s', async (_, happens) => {
    jest.useFakeTimers();
    const connected = connectToOutlook(script);
    happens();
    await jest.advanceTimersByTimeAsync(10_000);
    expect(await connected).toEqual({ ok: false, failure: 'host-silent' });
  });
});
