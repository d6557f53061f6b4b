import { Component, type ReactNode } from 'react';
import { wordsFor } from '../words/words.ts';

interface BoundaryProps {
  /** Forgets what the pane remembers, in case that is what breaks it. */
  forget: () => void;
  children: ReactNode;
}

/** Keeps the pane from ever being blank: what breaks inside is told, with a way out. Plain elements only, in case the styles broke. */
export class Boundary extends Component<BoundaryProps, { broken: boolean }> {
  override state = { broken: false };

  static getDerivedStateFromError(): { broken: boolean } {
    return { broken: true };
  }

  override render(): ReactNode {
    if (!this.state.broken) return this.props.children;
    const { title, body, reload } = wordsFor(navigator.language).broken;
    return (
      <main role="alert" style={{ padding: 16 }}>
        <h1 style={{ fontSize: 20, lineHeight: 1.4, margin: 0 }}>{title}</h1>
        <p>{body}</p>
        <button
          type="button"
          style={{ font: 'inherit', padding: '6px 16px' }}
          onClick={() => {
            try {
              this.props.forget();
            } finally {
              location.reload();
            }
          }}
        >
          {reload}
        </button>
      </main>
    );
  }
}
