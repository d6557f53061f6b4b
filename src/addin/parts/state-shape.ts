import type { MessageState } from '../../domain/outbox.ts';
import type { Shape } from './Pictogram.tsx';

/** The drawing that stands for each state of a message. */
export const STATE_SHAPE: Record<MessageState, Shape> = {
  queued: 'clock',
  'in-flight': 'plane',
  held: 'hold',
  accepted: 'check',
  refused: 'cross',
  uncertain: 'question',
  dropped: 'dash',
};
