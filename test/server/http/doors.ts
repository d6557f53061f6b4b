/**
 * Every door of the server: a new one is added here by hand, with what each of six is answered who tries it. A rep asks for
 * what is the rep's own, and where it is shared the administrator who shares it does; a colleague and an administrator of the
 * same organisation, and a stranger and an administrator of another one, ask for that very same; and somebody does without a token.
 */
const TABLE = `
method path                                                  own  colleague  admin  stranger  their-admin  nobody
GET    /api/channels                                         200        200    200       200          200     401
POST   /api/channels                                         200        409    409       409          409     401
GET    /api/channels/:id                                     200        404    404       404          404     401
PATCH  /api/channels/:id                                     200        404    404       404          404     401
DELETE /api/channels/:id                                     204        404    404       404          404     401
GET    /api/channels/:id/forecast                            200        404    404       404          404     401
POST   /api/channels/:id/held/drop                           200        404    404       404          404     401
POST   /api/channels/:id/held/release                        200        404    404       404          404     401
GET    /api/channels/:id/history                             200        404    404       404          404     401
POST   /api/channels/:id/hold                                200        404    404       404          404     401
POST   /api/channels/:id/invitations                         200        403    404       403          404     401
POST   /api/channels/:id/repair                              200        404    404       404          404     401
POST   /api/channels/:id/resume                              200        404    404       404          404     401
POST   /api/channels/:id/share                               200        403    404       403          404     401
DELETE /api/channels/:id/share                               204        403    404       403          404     401
POST   /api/channels/:id/sender-code                         202        404    404       404          404     401
POST   /api/channels/:id/sender-proof                        409        404    404       404          404     401
POST   /api/channels/:id/senders                             200        404    404       404          404     401
POST   /api/channels/:id/test-message                        202        404    404       404          404     401
GET    /api/channels/:id/usage                               200        404    404       404          404     401
POST   /api/channels/:id/usage                               204        404    404       404          404     401
POST   /api/default-channel                                  200        422    422       422          422     401
GET    /api/events                                           200        200    200       200          200     401
GET    /api/me                                               200        200    200       200          200     401
DELETE /api/me                                               200        200    200       200          200     401
GET    /api/me/export                                        200        200    200       200          200     401
GET    /api/messages                                         200        200    200       200          200     401
POST   /api/messages                                         202        404    404       404          404     401
GET    /api/messages/:id                                     200        404    404       404          404     401
POST   /api/messages/:id/drop                                200        404    404       404          404     401
POST   /api/messages/:id/release                             409        404    404       404          404     401
POST   /api/messages/:id/reschedule                          200        404    404       404          404     401
GET    /api/openapi.json                                     200        200    200       200          200     200
GET    /api/organisation/audit                               403        403    200       403          200     401
GET    /api/organisation/audit/export                        403        403    200       403          200     401
GET    /api/organisation/channels                            403        403    200       403          200     401
DELETE /api/organisation/channels/:id                        403        403    204       403          404     401
POST   /api/organisation/channels/:id/pause                  403        403    204       403          404     401
POST   /api/organisation/channels/:id/resume                 403        403    204       403          404     401
GET    /api/organisation/consent-link                        200        200    200       200          200     401
GET    /api/organisation/domains                             403        403    200       403          200     401
POST   /api/organisation/domains                             403        403    201       403          201     401
DELETE /api/organisation/domains/:domain                     403        403    204       403          404     401
POST   /api/organisation/domains/:domain/addresses           403        403    409       403          404     401
DELETE /api/organisation/domains/:domain/addresses/:address  403        403    404       403          404     401
POST   /api/organisation/domains/:domain/check               403        403    200       403          404     401
GET    /api/organisation/invitations                         403        403    200       403          200     401
DELETE /api/organisation/invitations/:id                     403        403    204       403          404     401
GET    /api/organisation/password-channels                   403        403    200       403          200     401
GET    /api/organisation/people/:personId                    403        403    200       403          404     401
DELETE /api/organisation/people/:personId                    403        403    200       403          404     401
GET    /api/organisation/policies                            403        403    200       403          200     401
PATCH  /api/organisation/policies                            403        403    200       403          200     401
POST   /api/organisation/policies/weigh                      403        403    200       403          200     401
GET    /api/organisation/shared-channels                     403        403    200       403          200     401
GET    /api/prepared                                         200        200    200       200          200     401
POST   /api/recommendations                                  200        200    200       200          200     401
POST   /api/reputations                                      200        200    200       200          200     401
GET    /api/settings                                         200        200    200       200          200     200
POST   /api/sign-ins                                         201        201    201       201          201     401
POST   /api/teams/:id/join                                   200        200    200       404          404     401
GET    /healthz                                              200        200    200       200          200     200
GET    /metrics                                              200        200    200       200          200     200
GET    /oauth/begin/:id                                      303        303    303       303          303     303
GET    /oauth/callback                                       303        303    303       303          303     303
GET    /readyz                                               200        200    200       200          200     200`;

export const ASKERS = ['own', 'colleague', 'admin', 'stranger', 'their-admin', 'nobody'] as const;
export type Asker = (typeof ASKERS)[number];

export interface Door {
  method: string;
  path: string;
  /** The HTTP status that each is answered with. */
  answers: Record<Asker, number>;
}

export const DOORS: Door[] = TABLE.trim()
  .split('\n')
  .slice(1)
  .map((row) => {
    const [method = '', path = '', ...statuses] = row.split(/ +/);
    const answers = Object.fromEntries(ASKERS.map((asker, index) => [asker, Number(statuses[index])]));
    return { method, path, answers: answers as Door['answers'] };
  });
