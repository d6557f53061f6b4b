import { describe, expect, test } from '@jest/globals';
import { serversIn } from '../../../src/server/discovery/settings-file.ts';
import { config, outgoing } from './settings.ts';

describe('a settings file', () => {
  const read = (xml: string) =>
    serversIn(xml, 'firma.example').map(({ server, username }) => `${username} ${server.host}:${server.port}`);

  test('may name several servers, and %EMAIL…% in them', () => {
    expect(
      read(config(outgoing(), outgoing({ host: 'mail.%EMAILDOMAIN%', port: '465', socket: 'SSL', username: '' }))),
    ).toEqual(['%EMAILADDRESS% smtp.firma.example:587', '%EMAILADDRESS% mail.firma.example:465']);
  });

  test('that names hundreds is read no further than ten', () => {
    expect(
      read(config(...Array.from({ length: 200 }, (_, index) => outgoing({ host: `s${index}.firma.example` })))),
    ).toHaveLength(10);
  });

  test.each([
    ['a host that hangs on whose mailbox it is', config(outgoing({ host: '%EMAILLOCALPART%.firma.example' }))],
    ['a server without TLS', config(outgoing({ socket: 'plain' }))],
    ['a port of another kind', config(outgoing({ port: '22' }))],
    ['a port that is none', config(outgoing({ port: '587x' }))],
    ['a security that its port does not speak', config(outgoing({ port: '465', socket: 'STARTTLS' }))],
    ['an address for a host', config(outgoing({ host: '127.0.0.1' }))],
    ['a host that is none', config(outgoing({ host: 'smtp.firma.example/../x' }))],
    ['a login without a password', config(outgoing({ login: 'OAuth2' }))],
    ['a user name that is none', config(outgoing({ username: 'x'.repeat(321) }))],
    ['no submission server', config(outgoing({ type: 'jmap' }))],
    ['an entity', `<!DOCTYPE x [<!ENTITY a "b">]>${config(outgoing())}`],
    ['a broken file', config(outgoing()).slice(0, -10)],
    ['a page of the web', '<html><body>Not found</body></html>'],
    ['nothing', ''],
    ['a name out of JavaScript', config('<__proto__><hostname>x</hostname></__proto__>')],
  ])('with %s names no server of ours', (_, xml) => {
    expect(read(xml)).toEqual([]);
  });
});
