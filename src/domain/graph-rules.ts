import type { Stage } from './failure.ts';
import { says, type ReplyRule } from './reply-rule.ts';

/** How Microsoft Graph says one thing, as `graphReply` writes it down, and what in the sending it is about; where only a code is known, the example has no words. */
export interface GraphRule extends Omit<ReplyRule, 'later'> {
  stage: Stage;
}

const ERRORS = 'microsoftgraph/microsoft-graph-docs-contrib concepts/errors.md (commit 02b4cba)';
const THROTTLING = 'microsoftgraph/microsoft-graph-docs-contrib concepts/throttling-limits.md (commit 0135174)';
/** What Outlook.com's own guard against spam (WASCL) answers; only the codes are documented. */
const WASCL = 'gautamsi/ews-javascript-api src/js/Enumerations/ServiceError.ts (commit 8a4ef18)';
const RESPONSE_CODES = 'learn.microsoft.com/exchange/client-developer/web-service-reference/responsecode';

/** Tried in order; the first that fits decides. What says "later" does so under a status that says it too: others quote its words. All read on 2026-11-27. */
export const GRAPH_RULES: readonly GraphRule[] = [
  {
    // Whoever waits then is every mailbox of the company.
    pattern: /^(429|503|509) .*x-ms-throttle-scope: (Tenant|Application)/i,
    kind: 'tenant-throttled',
    stage: 'after-data',
    example:
      '429 Retry-After: 10 seconds\nTooManyRequests: Too Many Requests\nx-ms-throttle-scope: Tenant_Application/ReadWrite/9a3d526c/0785ef7c',
    source: THROTTLING,
  },
  {
    pattern: /^(429|503|509) .*MailboxConcurrency/i,
    kind: 'too-many-connections',
    stage: 'after-data',
    example: '429 ApplicationThrottled: Application is over its MailboxConcurrency limit.',
    source: 'learn.microsoft.com/answers 1660054 (2024-04-25)',
  },
  {
    // Only the codes are documented, not what they come under; held under 400 too, where the code is the answer's own.
    pattern:
      /^((403|429|503|509) .*\b|400 )(ErrorExceeded(Hourly)?MessageLimit|ErrorExceededMaxRecipientLimit|ErrorSubmissionQuotaExceeded\b)/i,
    kind: 'mailbox-quota-exceeded',
    stage: 'after-data',
    example: '403 ErrorExceededMessageLimit',
    source: WASCL,
  },
  {
    pattern: says(
      /^(429|509)\b/,
      /^503 .*\b(ApplicationThrottled|TooManyRequests|activityLimitReached|throttledRequest|ErrorServerBusy)\b/,
    ),
    kind: 'throttled',
    stage: 'after-data',
    example: '429 activityLimitReached',
    source: ERRORS,
  },
  {
    // The gate is shut: it looked at no message.
    pattern: /^503\b/,
    kind: 'temporarily-unavailable',
    stage: 'greeting',
    example: '503 serviceNotAvailable',
    source: ERRORS,
  },
  {
    pattern: /\binsufficient_claims\b|conditional access/i,
    kind: 'sign-in-policy',
    stage: 'auth',
    example: '403 Forbidden: error=insufficient_claims',
    source: ERRORS,
  },
  {
    pattern: says(/^401\b/, /\bInvalidAuthenticationToken\b/),
    kind: 'token-rejected',
    stage: 'auth',
    example: '401 InvalidAuthenticationToken: CompactToken parsing failed with error code: 80049217',
    source: 'OfficeDev/outlook-dev-docs#508 (2019-01-31)',
  },
  {
    pattern: /\b(MailboxNot(Enabled|Supported)ForRESTAPI|ErrorNonExistentMailbox|extensionError)\b/i,
    kind: 'mailbox-unavailable',
    stage: 'auth',
    example: '404 MailboxNotEnabledForRESTAPI: The mailbox is either inactive, soft-deleted, or is hosted on-premise.',
    source: 'learn.microsoft.com/answers 1457213 (2023-12-05)',
  },
  {
    pattern: /\b(ErrorAccountSuspend(ShowTierUpgrade)?|ErrorMessageSubmissionBlocked)\b/i,
    kind: 'sender-blocked',
    stage: 'after-data',
    example: '403 ErrorMessageSubmissionBlocked',
    source: WASCL,
  },
  {
    pattern: /\bErrorSendAsDenied\b/i,
    kind: 'send-as-denied',
    stage: 'mail',
    example:
      '403 ErrorSendAsDenied: The user account which was used to submit this request does not have the right to send mail on behalf of the specified sending account., Cannot submit message.',
    source: 'microsoftgraph/msgraph-sdk-php#1499 (2024-04-04)',
  },
  {
    // It takes or leaves a message as a whole, and does not say for whose sake.
    pattern: /\bErrorInvalidRecipients\b/i,
    kind: 'recipient-refused',
    stage: 'rcpt',
    example:
      "400 ErrorInvalidRecipients: At least one recipient is not valid., A message can't be sent because it contains no recipients.",
    source: 'microsoftgraph/msgraph-sdk-java#831 (2021-07-21)',
  },
  {
    pattern: says(/^413\b/, /\b(ErrorMessageSizeExceeded|ErrorAttachmentSizeLimitExceeded)\b/),
    kind: 'message-too-large',
    stage: 'after-data',
    example: '413 Request Entity Too Large: The maximum request length supported is 4MB.',
    source: 'O365/python-o365#472',
  },
  {
    // The mailbox itself is full, so that no copy fits into Sent Items.
    pattern: says(/^507\b/, /\b(ErrorQuotaExceeded|quotaLimitReached)\b/),
    kind: 'policy-deferred',
    stage: 'after-data',
    example: '403 ErrorQuotaExceeded',
    source: 'microsoftgraph/microsoft-graph-docs#3935 (2019-02-07)',
  },
  {
    pattern: /\b(ErrorMessageBlocked|malwareDetected|virusSuspicious)\b/i,
    kind: 'content-refused',
    stage: 'after-data',
    example: '403 ErrorMessageBlocked',
    source: WASCL,
  },
  {
    pattern: /\bErrorMimeContent(Invalid(Base64String)?|ConversionFailed)\b/i,
    kind: 'content-refused',
    stage: 'after-data',
    example: '400 ErrorMimeContentInvalid',
    source: RESPONSE_CODES,
  },
  {
    // Last: what else it forbids it does for lack of a permission or a licence, of whoever sends and whatever is sent. A new token
    // shows whether Mail.Send is still consented to, a new sign-in asks for it.
    pattern: /^403\b/,
    kind: 'token-rejected',
    stage: 'auth',
    example: '403 ErrorAccessDenied: Access is denied. Check credentials and try again.',
    source: `${ERRORS}; AzureCAT-GSI/DevCamp#44 (2016-11-20) and pnp/cli-microsoft365#470 (2018-06-08) for the code`,
  },
];
