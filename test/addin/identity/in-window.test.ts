import { beforeEach, describe, expect, it } from '@jest/globals';
import { keptInWindow, keptWhileAway } from '../../../src/addin/identity/in-window.ts';

beforeEach(() => sessionStorage.clear());

describe('what a window of ours is', () => {
  it('is known while the work goes on, and while the window is away', async () => {
    const seen: (string | null)[] = [];
    const end = await keptWhileAway('in-dialog', 'rosa@contoso.example', () => {
      seen.push(keptInWindow('in-dialog'));
      return Promise.resolve(null);
    });
    expect([end, ...seen, keptInWindow('in-dialog')]).toEqual([null, 'rosa@contoso.example', 'rosa@contoso.example']);
  });

  it('is forgotten when the work has come to an end', async () => {
    expect(await keptWhileAway('in-dialog', 'rosa@contoso.example', () => Promise.resolve('done'))).toBe('done');
    expect(keptInWindow('in-dialog')).toBeNull();
  });

  it('is forgotten when the work goes wrong', async () => {
    const wrong = keptWhileAway('in-dialog', 'rosa@contoso.example', () => Promise.reject(new Error('no page')));
    await expect(wrong).rejects.toThrow('no page');
    expect(keptInWindow('in-dialog')).toBeNull();
  });
});
