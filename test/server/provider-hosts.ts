/** Whom the tests' one submission server stands for besides the firm's own. */
export const PROVIDER_HOSTS = [
  ...['another.office365.com', 'partner.outlook.cn', 'smtp-mail.outlook.com', 'smtp.ionos.de', 'smtp.ionos.co.uk'],
  ...['smtp.office365.com', 'smtp.gmail.com', 'graph.microsoft.com', 'smtp.sendgrid.net', 'smtp.postmarkapp.com'],
  ...['smtp.sparkpostmail.com', 'email-smtp.eu-west-1.amazonaws.com'],
];
