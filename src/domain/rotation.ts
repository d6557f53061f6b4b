import type { Sealed, SealedCredential } from './credential.ts';

/** What a channel has sealed, as it was read. */
export interface ChannelSecrets {
  id: string;
  credential: SealedCredential;
  mark: string | null;
  grant: Sealed | null;
}

/** The same as it is to be; what is to stay has the text that it had. */
export interface ResealedChannel extends ChannelSecrets {
  before: ChannelSecrets;
}

/** How much opens by one of the operator's keys and by no other: secrets by their data keys or directly, and messages' contents. */
export interface Hanging {
  keyId: string;
  secrets: number;
  contents: number;
}

/** What a newer key was put to, and what it was not. */
export interface Rotation {
  /** The key that everything is to hang on. */
  newest: string;
  dataKeys: number;
  contents: number;
  /** Secrets that were sealed under an operator's key itself, or marked by an older one. */
  channels: number;
  /** What names a key that is there, and does not open by it. */
  damaged: number;
  /** Data keys that nothing named any more, and which are destroyed. */
  unnamed: number;
  /** Channels whose credential or grant has no data key any more. */
  lost: number;
  /** What hangs on others than the newest. */
  hanging: Hanging[];
}
