import type { ReplyOf } from '../../contract/endpoints.ts';
import { success } from '../../domain/result.ts';
import { serve, type Door } from './endpoint.ts';

export function settingsRoutes(door: Door, settings: ReplyOf<'readSettings'>): void {
  serve(door, 'readSettings', () => Promise.resolve(success(settings)));
}
