import type { FastifyDynamicSwaggerOptions } from '@fastify/swagger';
import { jsonSchemaTransform } from 'fastify-type-provider-zod';

type Transform = NonNullable<FastifyDynamicSwaggerOptions['transform']>;

/**
 * An endpoint in OpenAPI. One that takes a form besides JSON takes the JSON as the part `message`, and then one file part
 * `attachment` for each of the draft's attachments.
 */
export const describeEndpoint: Transform = (document) => {
  const { schema, url } = jsonSchemaTransform(document as Parameters<typeof jsonSchemaTransform>[0]);
  if (!schema?.consumes?.includes('multipart/form-data')) return { schema, url };
  const form = {
    type: 'object',
    properties: { message: schema.body, attachment: { type: 'array', items: { type: 'string', format: 'binary' } } },
    required: ['message'],
  };
  const content = { 'application/json': { schema: schema.body }, 'multipart/form-data': { schema: form } };
  return { schema: { ...schema, body: { content } }, url };
};
