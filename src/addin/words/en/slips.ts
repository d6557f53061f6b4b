import type { AddressSlip } from '../../../domain/address.ts';
import type { HostSlip, PortSlip } from '../../../domain/submission-server.ts';

/** What stands beside a field while something is not right yet. */
export const slips = {
  host: {
    empty: 'Enter the server’s name.',
    'has-space': 'There is a space in the name. Server names have none.',
    'is-url': 'This is a web address. Enter the name alone, such as smtp.example.com.',
    'is-address': 'This is an email address. Enter the server’s name, such as smtp.example.com.',
    'is-ip-address':
      'This is an IP address. Enter the server’s name, such as smtp.example.com: it is by its name that a server proves who it is.',
    'has-port': 'Enter the port in its own field.',
    'no-dot': 'The name is not complete. It has at least one dot, such as smtp.example.com.',
    'bad-name': 'This can’t be a server’s name. Check for a character too many.',
  } satisfies Record<HostSlip, string>,
  port: {
    empty: 'Enter the port, usually 587.',
    'not-a-number': 'A port is a number, usually 587 or 465.',
    'out-of-range': 'Ports end at 65535. For sending it is usually 587 or 465.',
    'not-for-submission': 'Mail is not sent through this port. Use 587, 465, 2525 or 25.',
  } satisfies Record<PortSlip, string>,
  address: {
    empty: 'Enter the email address.',
    'has-space': 'There is a space in the address.',
    'is-url': 'This is a web address. Enter an email address, such as anna@example.com.',
    'no-at': 'The @ is missing.',
    'several-at': 'There is more than one @.',
    'no-local-part': 'The part before the @ is missing.',
    'no-domain': 'The part after the @ is not complete, such as example.com.',
    'bad-domain': 'The part after the @ can’t be right. Check for a character too many.',
    'too-long': 'The address is longer than addresses may be.',
    'bad-character': 'There is a character that addresses don’t have.',
  } satisfies Record<AddressSlip, string>,
  username: { empty: 'Enter the user name, usually your email address.' },
};
