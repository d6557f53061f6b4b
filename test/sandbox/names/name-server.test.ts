import { Resolver } from 'node:dns/promises';
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { startNameServer, type NameServer } from '../../../src/sandbox/names/name-server.ts';
import { ZONES } from '../../../src/sandbox/names/zones.ts';

let hidden: string;
let server: NameServer;
let resolver: Resolver;

beforeEach(async () => {
  hidden = '';
  server = await startNameServer(ZONES, (name) => name === hidden);
  resolver = new Resolver();
  resolver.setServers([server.address]);
});
afterEach(() => server.stop());

it('gives the real submission servers addresses of the pretended network', async () => {
  expect(await resolver.resolve4('smtp.office365.com')).toEqual(['127.1.0.1']);
});

it('names a company’s mail exchanger and its submission service', async () => {
  expect(await resolver.resolveMx('fjordlight.example')).toMatchObject([
    { exchange: 'fjordlight-example.mail.protection.outlook.com' },
  ]);
  expect(await resolver.resolveSrv('_submission._tcp.hanse-kontor.example')).toMatchObject([
    { name: 'mail.hanse-kontor.example', port: 587 },
  ]);
});

it('knows a name without such a record from a name that does not exist', async () => {
  await expect(resolver.resolve6('smtp.office365.com')).rejects.toMatchObject({ code: 'ENODATA' });
  await expect(resolver.resolve4('smtp.nowhere.example')).rejects.toMatchObject({ code: 'ENOTFOUND' });
});

it('forgets a name while it is hidden', async () => {
  hidden = 'smtp.office365.com';
  await expect(resolver.resolve4(hidden)).rejects.toMatchObject({ code: 'ENOTFOUND' });
  hidden = '';
  expect(await resolver.resolve4('smtp.office365.com')).toEqual(['127.1.0.1']);
});

it('counts what it was asked', async () => {
  await resolver.resolveMx('Fjordlight.example');
  expect([...server.asked]).toEqual([['MX fjordlight.example', 1]]);
});
