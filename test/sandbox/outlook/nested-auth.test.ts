import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Frame } from 'playwright-core';
import { openStage, readyPane, type Stage } from './stage.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage?.close());

const clientId = '11111111-2222-3333-4444-555555555555';

interface Msal {
  createNestablePublicClientApplication(configuration: object): Promise<{
    acquireTokenSilent(request: object): Promise<{ accessToken: string; account: { username: string } }>;
    acquireTokenPopup(request: object): Promise<{ accessToken: string; account: { username: string } }>;
  }>;
}

/** Asks for a token with the real msal-browser: who it is for, or the error's code. */
const acquire = (pane: Frame, method: 'acquireTokenSilent' | 'acquireTokenPopup') =>
  pane.evaluate(
    async ({ clientId, method }) => {
      const { msal } = window as unknown as { msal: Msal };
      const authority = 'https://login.microsoftonline.com/common';
      const app = await msal.createNestablePublicClientApplication({ auth: { clientId, authority } });
      try {
        const { accessToken, account } = await app[method]({ scopes: [`api://${clientId}/send`] });
        return { accessToken, username: account.username };
      } catch (error) {
        return { error: (error as { errorCode: string }).errorCode };
      }
    },
    { clientId, method },
  );

describe('nested app authentication', () => {
  it('gives msal-browser a token for the person, silently', async () => {
    const pane = await readyPane(await stage.open('?person=otto&mode=read'));
    expect(await acquire(pane, 'acquireTokenSilent')).toEqual({
      accessToken: 'token-of-otto',
      username: 'otto.brinkmann@hanse-kontor.example',
    });
    expect(stage.tokensAsked.at(-1)).toMatchObject({ person: 'otto', clientId });
    expect(stage.tokensAsked.at(-1)?.scope).toContain(`api://${clientId}/send`);
  });

  it('asks the person first, when it is told to', async () => {
    const page = await stage.open('?person=nora&mode=read&auth=asks');
    const pane = await readyPane(page);
    expect(await acquire(pane, 'acquireTokenSilent')).toEqual({ error: 'consent_required' });
    const declined = acquire(pane, 'acquireTokenPopup');
    await page.getByRole('button', { name: 'Cancel' }).click();
    expect(await declined).toEqual({ error: 'user_canceled' });
    const agreed = acquire(pane, 'acquireTokenPopup');
    await page.getByRole('button', { name: 'Continue' }).click();
    expect(await agreed).toMatchObject({ accessToken: 'token-of-nora' });
  });

  it('works where the pane has no storage', async () => {
    const pane = await readyPane(await stage.open('?person=nora&mode=read&storage=denied'));
    expect(await acquire(pane, 'acquireTokenSilent')).toMatchObject({ accessToken: 'token-of-nora' });
  });

  it('is not there in a host without a bridge, and the host says so', async () => {
    const pane = await readyPane(await stage.open('?person=nora&mode=read&auth=none'));
    expect(
      await pane.evaluate(() => [
        'nestedAppAuthBridge' in window,
        Office.context.requirements.isSetSupported('NestedAppAuth', '1.1'),
      ]),
    ).toEqual([false, false]);
    expect(await acquire(pane, 'acquireTokenSilent')).toEqual({ error: 'no_account_error' });
  });
});
