import type { SecretName } from '../../../domain/provider/row.ts';

/** What one logs in with by its service's own name for it, within a sentence; so short that it fits on Outlook's button. */
export const secretNames: Record<SecretName, string> = {
  password: 'password',
  'smtp-password': 'SMTP password',
  'smtp-key': 'SMTP key',
  'api-key': 'API key',
  'secret-key': 'secret key',
  'server-token': 'server API token',
};
