import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openStage, type Stage } from './stage.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage?.close());

const source = [
  'From: Nora Lindqvist <nora.lindqvist@fjordlight.example>',
  'To: Amelia Hart <amelia.hart@brightwater.example>',
  'Subject: =?utf-8?Q?Gr=C3=BC=C3=9Fe?=',
  'Importance: high',
  'MIME-Version: 1.0',
  'Content-Type: multipart/related; boundary=b',
  '',
  '--b',
  'Content-Type: text/html; charset=utf-8',
  '',
  '<p>Dear Amelia</p><img src="cid:dot" alt="Dot"><script>window.harmed = true</script>',
  '--b',
  'Content-Type: image/gif; name=dot.gif',
  'Content-Transfer-Encoding: base64',
  'Content-ID: <dot>',
  'Content-Disposition: inline; filename=dot.gif',
  '',
  'R0lGODlhAQABAAAAACwAAAAAAQABAAA=',
  '--b--',
  '',
].join('\r\n');

describe('the world outside Outlook', () => {
  it('shows a message as its recipient got it, from the bytes that arrived', async () => {
    const page = await stage.open('?person=nora&folder=received');
    stage.arrive('quiet@firma.example', 'Grüße', source);
    await page.getByRole('button', { name: /quiet@firma.example/ }).click();
    const message = page.getByRole('article', { name: 'Grüße' });
    await message.getByTestId('mail-body').getByText('Dear Amelia').waitFor();
    expect(await message.locator('small', { hasText: 'To: Amelia Hart' }).isVisible()).toBe(true);
    expect(await message.getByText('This copy reached: quiet@firma.example').isVisible()).toBe(true);
    expect(await message.getByTitle('High importance').isVisible()).toBe(true);
    expect(await message.getByRole('img', { name: 'Dot' }).getAttribute('src')).toMatch(/^data:image\/gif/);
    await message.getByRole('button', { name: 'Source' }).click();
    expect(await message.getByLabel('Message source').innerText()).toContain('Content-ID: <dot>');
  });

  it('turns its switches from the switchboard', async () => {
    const page = await stage.open('?person=nora&switchboard=yes');
    const turned = new Promise<void>((resolve) => stage.switches.onChange(resolve));
    await page.getByRole('switch', { name: 'Account locked' }).click();
    await turned;
    expect(stage.switches.get('account-locked')).toBe(true);
  });
});
