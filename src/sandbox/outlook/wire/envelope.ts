/** The envelope office.js and its host exchange by postMessage: a JSON string, in version 1 of its serializer. */

/** A call of the pane: 0 invokes a method, 1 registers for an event, 2 takes the registration back. */
export interface WireRequest {
  readonly _messageType: 0;
  readonly _actionName: string;
  readonly _conversationId: string;
  readonly _correlationId: number;
  readonly _data: unknown;
  readonly _actionType: 0 | 1 | 2;
}

/** What was posted, when it is a request of the office.js wire. */
export function openRequest(posted: unknown): WireRequest | undefined {
  if (typeof posted !== 'string' || !posted.includes('"_messageType":0')) return undefined;
  return JSON.parse(posted) as WireRequest;
}

const seal = (message: object): string =>
  JSON.stringify({ ...message, _messageType: 1, _origin: location.origin, _errorCode: 0, _serializerVersion: 1 });

export const sealAnswer = (request: WireRequest, data: unknown): string =>
  seal({
    _actionName: request._actionName,
    _conversationId: request._conversationId,
    _correlationId: request._correlationId,
    _responseType: 0,
    _data: data,
  });

export const sealEvent = (name: string, conversationId: string, data: unknown): string =>
  seal({ _actionName: name, _conversationId: conversationId, _correlationId: 0, _responseType: 1, _data: data });
