/** A settings file as a hosting company publishes it, with these servers in it. */
export const config = (...servers: string[]): string =>
  `<?xml version="1.0"?><clientConfig version="1.1"><emailProvider id="firma.example">${servers.join('')}</emailProvider></clientConfig>`;

/** One of its servers; what is not said is as it should be. */
export const outgoing = ({
  host = 'smtp.firma.example',
  port = '587',
  socket = 'STARTTLS',
  login = 'password-cleartext',
  username = '%EMAILADDRESS%',
  type = 'smtp',
} = {}): string =>
  `<outgoingServer type="${type}"><hostname>${host}</hostname><port>${port}</port><socketType>${socket}</socketType><username>${username}</username><authentication>${login}</authentication></outgoingServer>`;
