import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openStage, paneFrame, readyPane, type Stage } from './stage.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage?.close());

const learned = async (query: string) =>
  (await readyPane(await stage.open(query))).evaluate(async () => {
    const { host, platform } = await (window as unknown as { ready: Promise<{ host: unknown; platform: unknown }> })
      .ready;
    const { mailbox, requirements, officeTheme } = Office.context;
    return {
      host,
      platform,
      address: mailbox.userProfile.emailAddress,
      accountType: mailbox.userProfile.accountType,
      sets: ['1.5', '1.11', '1.15', '1.16'].filter((set) => requirements.isSetSupported('Mailbox', set)),
      hasCloseAsync: 'closeAsync' in (mailbox.item ?? {}),
      hasSendAsync: 'sendAsync' in (mailbox.item ?? {}),
      background: officeTheme?.bodyBackgroundColor,
    };
  });

describe('the page that plays Outlook', () => {
  it('starts the real office.js as Outlook on the web, with its newest methods', async () => {
    expect(await learned('?person=nora&mode=compose&theme=dark')).toEqual({
      host: 'Outlook',
      platform: 'OfficeOnline',
      address: 'nora.lindqvist@fjordlight.example',
      accountType: 'office365',
      sets: ['1.5', '1.11', '1.15'],
      hasCloseAsync: true,
      hasSendAsync: true,
      background: '#292929',
    });
  });

  it('claims of Mailbox 1.11 what the public build can do, and no more', async () => {
    expect(await learned('?person=otto&mode=compose&set=1.11')).toMatchObject({
      accountType: 'enterprise',
      sets: ['1.5', '1.11'],
      hasCloseAsync: false,
      hasSendAsync: false,
    });
  });

  it('keeps the account type to itself when it is an Outlook of Mailbox 1.5', async () => {
    const { accountType, sets } = await learned('?person=nora&mode=read&set=1.5');
    expect({ accountType, sets }).toEqual({ accountType: undefined, sets: ['1.5'] });
  });

  it('opens the pane at the width the address asks for, and drags it by the keyboard', async () => {
    const page = await stage.open('?person=nora&mode=read&width=320');
    const pane = page.getByRole('complementary', { name: 'Postlane task pane' });
    expect((await pane.boundingBox())?.width).toBe(320);
    await page.getByRole('separator', { name: 'Width of the pane' }).press('ArrowLeft');
    expect((await pane.boundingBox())?.width).toBe(340);
  });

  it('never becomes ready when it is silent', async () => {
    const page = await stage.open('?person=nora&folder=inbox&host=silent');
    const heard = page.evaluate(
      () =>
        new Promise<void>((resolve) =>
          window.addEventListener('message', ({ data }) => String(data).includes('getAppContext') && resolve()),
        ),
    );
    await page.getByTestId('open-postlane').click();
    const frame = await paneFrame(page);
    await heard;
    const first = await frame.evaluate(() =>
      Promise.race([
        (window as unknown as { ready: Promise<unknown> }).ready.then(() => 'ready'),
        new Promise((resolve) => setTimeout(resolve, 0, 'silence')),
      ]),
    );
    expect(first).toBe('silence');
  });

  it('denies the pane its storage and still starts', async () => {
    const frame = await readyPane(await stage.open('?person=nora&mode=read&storage=denied'));
    const denied = await frame.evaluate(() =>
      (['localStorage', 'sessionStorage'] as const).map((storage) => {
        try {
          return String(window[storage]);
        } catch (error) {
          return (error as DOMException).name;
        }
      }),
    );
    expect(denied).toEqual(['SecurityError', 'SecurityError']);
  });

  it('breaks startsWith as MicrosoftAjax.js does', async () => {
    const frame = await readyPane(await stage.open('?person=nora&mode=read'));
    expect(await frame.evaluate(() => ['abc'.startsWith('b', 1), 'abc'.startsWith('ab')])).toEqual([false, true]);
  });
});
