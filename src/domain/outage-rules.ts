import { says, type ReplyRule } from './reply-rule.ts';

/** How servers speak of trouble of their own, under codes of any class: whoever signs in is not meant. */
export const OUTAGE: readonly RegExp[] = [
  /(server|system|service|proxy|backend) is (temporarily |currently )?(not available|unavailable|down|overloaded|out of service|shutting down)/,
  /(temporarily|currently|momentarily) (unavailable|not available|out of (service|order))/,
  /temporary (system|server|internal|service) (problem|error|failure)/,
  /internal (\w+ )?(error|failure)|\bmaintenance\b|shutting down/,
];

/** What a server that is in trouble answers before anybody has said who they are. */
export const OUTAGE_RULES: readonly ReplyRule[] = [
  {
    pattern: says(...OUTAGE),
    kind: 'temporarily-unavailable',
    example: '451 Request action aborted on MFE proxy, SMTP server is not available.',
    source: 'McAfee, nodemailer/nodemailer#952 (2018-10-30)',
  },
];
