import { randomBytes } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { createVault, openCredential, sealCredential } from '../../../src/server/vault/vault.ts';

const keyOf = (id: string) => ({ id, key: new Uint8Array(randomBytes(32)) });
const CREDENTIAL = { kind: 'password', username: 'ada@firma.example', password: 'pl4nted-Passw0rd!' } as const;

describe('the vault', () => {
  const old = keyOf('2025');
  const vault = createVault([old]);

  it('opens what it sealed, and shows nothing of it before', async () => {
    const sealed = await sealCredential(vault, CREDENTIAL, null, 'channel-1');
    expect(sealed.dataKey?.keyId).toBe('2025');
    expect(JSON.stringify(sealed)).not.toContain(CREDENTIAL.password);
    expect(JSON.stringify(sealed)).not.toContain(Buffer.from(CREDENTIAL.password).toString('base64url').slice(0, 12));
    expect(await openCredential(vault, sealed, 'channel-1')).toEqual(CREDENTIAL);
  });

  it('marks the same password of the same login alike in every channel, and nothing else', async () => {
    const markOf = async (changes: object, channel = 'channel-1', by = vault) =>
      (await sealCredential(by, { ...CREDENTIAL, ...changes }, null, channel)).mark;
    const mark = await markOf({});
    expect(await markOf({ username: 'Ada@Firma.example' }, 'channel-2')).toBe(mark);
    expect(await markOf({ password: 'another' })).not.toBe(mark);
    expect(await markOf({ username: 'bob@firma.example' })).not.toBe(mark);
    expect(await markOf({}, 'channel-1', createVault([keyOf('2026'), old]))).not.toBe(mark);
  });

  it('never seals the same way twice', async () => {
    const [one, other] = await Promise.all([1, 2].map(() => sealCredential(vault, CREDENTIAL, null, 'channel-1')));
    expect(one?.text).not.toBe(other?.text);
    expect(one?.keyId).not.toBe(other?.keyId);
  });

  it('does not open a credential that was moved to another channel', async () => {
    const sealed = await sealCredential(vault, CREDENTIAL, null, 'channel-1');
    await expect(openCredential(vault, sealed, 'channel-2')).rejects.toThrow('authenticate');
  });

  it('does not open what was changed', async () => {
    const sealed = await sealCredential(vault, CREDENTIAL, null, 'channel-1');
    // Anywhere: in the nonce, in what is sealed, in the tag.
    for (const at of [0, 20, sealed.text.length - 2]) {
      const flipped = sealed.text[at] === 'A' ? 'B' : 'A';
      const text = sealed.text.slice(0, at) + flipped + sealed.text.slice(at + 1);
      await expect(openCredential(vault, { ...sealed, text }, 'channel-1')).rejects.toThrow('authenticate');
    }
  });

  it('does not open what was cut off', async () => {
    const sealed = await sealCredential(vault, CREDENTIAL, null, 'channel-1');
    for (const length of [0, 10, 30, sealed.text.length - 4]) {
      const text = sealed.text.slice(0, length);
      await expect(openCredential(vault, { ...sealed, text }, 'channel-1')).rejects.toThrow();
    }
  });

  it('opens by its own data key and no other, and says so when that is destroyed', async () => {
    const { dataKey, ...sealed } = await sealCredential(vault, CREDENTIAL, null, 'channel-1');
    const other = await sealCredential(vault, CREDENTIAL, null, 'channel-1');
    if (dataKey === undefined || other.dataKey === undefined)
      throw new Error('It was sealed without a key of its own.');
    expect(await openCredential(vault, { ...sealed, dataKey }, 'channel-1')).toEqual(CREDENTIAL);
    expect(await openCredential(vault, sealed, 'channel-1')).toBeNull();
    const exchanged = { ...sealed, dataKey: other.dataKey };
    await expect(openCredential(vault, exchanged, 'channel-1')).rejects.toThrow('authenticate');
  });

  it('opens what an older version sealed under the operator’s key itself', async () => {
    const bytes = new TextEncoder().encode(JSON.stringify(CREDENTIAL));
    expect(await openCredential(vault, await vault.wrap(bytes, 'channel/channel-1'), 'channel-1')).toEqual(CREDENTIAL);
  });

  it('opens with an older key and seals with the newest', async () => {
    const sealed = await sealCredential(vault, CREDENTIAL, null, 'channel-1');
    const rotated = createVault([keyOf('2026'), old]);
    expect(await openCredential(rotated, sealed, 'channel-1')).toEqual(CREDENTIAL);
    expect((await sealCredential(rotated, CREDENTIAL, null, 'channel-1')).dataKey?.keyId).toBe('2026');
  });

  it('says which key is missing', async () => {
    const sealed = await sealCredential(vault, CREDENTIAL, null, 'channel-1');
    await expect(openCredential(createVault([keyOf('2027')]), sealed, 'channel-1')).rejects.toThrow(
      'The credential key "2025" is not configured.',
    );
  });
});
