/** One measured number, and what it is held against. */
export interface Figure {
  bench: string;
  figure: string;
  value: number;
  unit: string;
  /** What it is compared with, and that one's value; null when there is nothing to compare. */
  peer: string | null;
  /** `value` by the peer's: below 1 is less. Null without a peer. */
  ratio: number | null;
}

/** Everything one benchmark measured. */
export type Bench = () => Promise<Figure[]>;

export interface Peer {
  name: string;
  value: number;
}

export const figureOf = (
  bench: string,
  figure: string,
  value: number,
  unit: string,
  peer: Peer | null = null,
): Figure => ({
  bench,
  figure,
  value: rounded(value),
  unit,
  peer: peer && `${peer.name}: ${rounded(peer.value)} ${unit}`,
  ratio: peer && rounded(value / peer.value),
});

const rounded = (value: number): number => Math.round(value * 100) / 100;
