import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { KeyAndCertificate } from '../certificates.ts';
import { MAIL_HOSTS } from './zones.ts';

/** A hosting company's autoconfig server. Format: Thunderbird's config-v1.1.xml. */
export interface AutoconfigServer {
  port: number;
  stop(): Promise<void>;
}

export async function startAutoconfig(certificate: KeyAndCertificate): Promise<AutoconfigServer> {
  const server = createServer(certificate, (request, response) => {
    const isConfig = request.url?.split('?')[0] === '/mail/config-v1.1.xml';
    response.writeHead(isConfig ? 200 : 404, { 'content-type': isConfig ? 'text/xml; charset=utf-8' : 'text/plain' });
    response.end(isConfig ? SETTINGS : 'Not found');
  });
  server.listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

const SETTINGS = `<?xml version="1.0" encoding="UTF-8"?>
<clientConfig version="1.1">
  <emailProvider id="rebstock-hosting.example">
    <domain>weingut-sonnenberg.example</domain>
    <displayName>Rebstock Hosting</displayName>
    <displayShortName>Rebstock</displayShortName>
    <incomingServer type="imap">
      <hostname>imap.rebstock-hosting.example</hostname>
      <port>993</port>
      <socketType>SSL</socketType>
      <authentication>password-cleartext</authentication>
      <username>%EMAILADDRESS%</username>
    </incomingServer>
    <outgoingServer type="smtp">
      <hostname>${MAIL_HOSTS.rebstock.host}</hostname>
      <port>465</port>
      <socketType>SSL</socketType>
      <authentication>password-cleartext</authentication>
      <username>%EMAILADDRESS%</username>
    </outgoingServer>
  </emailProvider>
</clientConfig>
`;
