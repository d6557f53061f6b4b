/** How a Dovecot has access tokens checked: by the service that gave them. RFC 7662. */
export interface TokenCheck {
  /** The only way in that is offered. */
  mechanism: 'XOAUTH2' | 'OAUTHBEARER';
  /** The service's introspection endpoint, on https, and the certificate authority to trust there (PEM). */
  introspectionUrl: string;
  authority: string;
  /** As whom Dovecot asks. */
  clientId: string;
  clientSecret: string;
  /** What a token must be good for. */
  scope: string;
}

/** What a private Postfix with Dovecot behind its AUTH is made of. */
export interface MailServerPlan {
  /** Where everything of it lives; nothing of the system's own Postfix is touched. */
  folder: string;
  /** An address of the loopback, e.g. 127.0.0.1, and the two ports on it: STARTTLS, and TLS from the start. */
  address: string;
  submissionPort: number;
  tlsPort: number;
  /** The server's own name, the one in its certificate. */
  hostName: string;
  /** The one user's address: sends as this and as no other, and gets mail for it. */
  mailbox: string;
  /** Whose files the mails become: the number of a user and of a group. */
  mailboxOwner: number;
  /** Null where the way in is the password. */
  tokens: TokenCheck | null;
}

/** Postfix's settings: only the user may send, only as themselves, only over TLS; mail for elsewhere is thrown away. */
export function mainCf(plan: MailServerPlan): string {
  const { mailbox, mailboxOwner } = plan;
  return `compatibility_level = 3.6
queue_directory = ${plan.folder}/queue
data_directory = ${plan.folder}/data
command_directory = /usr/sbin
daemon_directory = /usr/lib/postfix/sbin
mail_owner = postfix
setgid_group = postdrop
maillog_file_prefixes = ${plan.folder}
maillog_file = ${plan.folder}/postfix.log
myhostname = ${plan.hostName}
mydestination =
inet_protocols = ipv4
alias_maps =
local_recipient_maps =
default_transport = discard
relay_transport = discard
message_size_limit = 36700160
virtual_mailbox_domains = ${mailbox.slice(mailbox.lastIndexOf('@') + 1)}
virtual_mailbox_maps = inline:{ {${mailbox} = inbox/} }
virtual_mailbox_base = ${plan.folder}/mail
virtual_minimum_uid = 1
virtual_uid_maps = static:${mailboxOwner}
virtual_gid_maps = static:${mailboxOwner}
smtpd_tls_chain_files = ${plan.folder}/tls.pem
smtpd_tls_security_level = encrypt
smtpd_sasl_auth_enable = yes
smtpd_sasl_type = dovecot
smtpd_sasl_path = private/auth
smtpd_sender_login_maps = inline:{ {${mailbox} = ${mailbox}} }
smtpd_client_restrictions = permit_sasl_authenticated, reject
smtpd_sender_restrictions = reject_sender_login_mismatch
smtpd_relay_restrictions = permit_sasl_authenticated, reject
smtpd_recipient_restrictions = reject_unlisted_recipient
`;
}

/** Postfix's processes: those that a submission server with local mailboxes needs. */
export function masterCf(plan: MailServerPlan): string {
  return `${plan.address}:${plan.submissionPort} inet n - n - - smtpd
${plan.address}:${plan.tlsPort} inet n - n - - smtpd -o smtpd_tls_wrappermode=yes
cleanup unix n - n - 0 cleanup
qmgr unix n - n 300 1 qmgr
tlsmgr unix - - n 1000? 1 tlsmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
verify unix - - n - 1 verify
flush unix n - n 1000? 0 flush
proxymap unix - - n - - proxymap
showq unix n - n - - showq
error unix - - n - - error
retry unix - - n - - error
discard unix - - n - - discard
virtual unix - n n - - virtual
anvil unix - - n - 1 anvil
scache unix - - n - 1 scache
postlog unix-dgram n - n - 1 postlogd
`;
}

/** Dovecot (2.3) as the one that knows the passwords, or has the tokens checked, on the socket where Postfix asks. */
export function dovecotConf(plan: MailServerPlan): string {
  return `base_dir = ${plan.folder}/dovecot
log_path = /dev/stderr
protocols =
ssl = no
disable_plaintext_auth = no
${plan.tokens === null ? byPassword(plan.folder) : byToken(plan.folder, plan.tokens)}
userdb {
  driver = static
  args = uid=${plan.mailboxOwner} gid=${plan.mailboxOwner} home=${plan.folder}/mail
}
service auth {
  unix_listener ${plan.folder}/queue/private/auth {
    mode = 0600
    user = postfix
  }
}
`;
}

const byPassword = (folder: string): string => `auth_mechanisms = plain login
passdb {
  driver = passwd-file
  args = ${folder}/passwords
}`;

/** Any character may stand in a user name, and nobody waits for having been refused before. */
const byToken = (folder: string, { mechanism }: TokenCheck): string => `auth_mechanisms = ${mechanism.toLowerCase()}
auth_username_chars =
auth_failure_delay = 0
passdb {
  driver = oauth2
  args = ${folder}/tokens.conf
}
service anvil {
  unix_listener anvil-auth-penalty {
    mode = 0
  }
}`;

/** The settings of Dovecot's oauth2 passdb: a token counts while the service says so, for its owner and for the scope. */
export function tokensConf(folder: string, tokens: TokenCheck): string {
  return `introspection_mode = post
introspection_url = ${tokens.introspectionUrl}
client_id = ${tokens.clientId}
client_secret = ${tokens.clientSecret}
tls_ca_cert_file = ${folder}/authority.pem
active_attribute = active
active_value = true
username_attribute = sub
scope = ${tokens.scope}
`;
}
