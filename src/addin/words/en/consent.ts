/**
 * What an administrator's consent is to, in words for one who has to answer for it. The scopes are those of
 * domain/sign-in-service.ts; what each permits: learn.microsoft.com, "Permissions and consent in the Microsoft identity platform", 2025.
 */
export const consentWords = {
  permits: [
    'Sending mail as oneself, or as those for whom one has the right to send, for everybody who signs in to Postlane (SMTP.Send, and Mail.Send where Postlane sends by Microsoft Graph too).',
    'Knowing that person’s name and address (openid, profile, email).',
    'Doing so later too, without asking anew each time (offline_access).',
  ],
  permitsNot: [
    'Reading mail, contacts or calendars.',
    'Anything in the mailbox of somebody who does not sign in.',
    'Sending as anybody for whom that person has no right to send.',
  ],
  takenBack: 'It can be taken back at any time in the Entra admin center, under Enterprise apps.',
  who: 'A Cloud Application Administrator, or whoever may more, can agree.',
  /** Source: entra-docs grant-admin-consent.md. */
  where:
    'Entra admin center > Entra ID > Enterprise apps > All applications > Postlane > Permissions > Grant admin consent',
};
