import { useEffect, useRef, useState } from 'react';
import type { Settings } from '../../../contract/shapes.ts';
import type { Backend } from '../../backend/backend.ts';

/** Where reps may sign in to send, and whether they may send by Graph then. */
type Offered = Pick<Settings, 'signIns' | 'graph'>;

const NOTHING: Offered = { signIns: [], graph: false };

/**
 * Where the operator lets reps sign in to send: null until the server was asked, nowhere while it does not say. Whoever got
 * no answer asks again once the server is `answering`.
 */
export function useOffered(backend: Backend, answering: boolean): Offered | null {
  const [offered, setOffered] = useState<Offered | null>(null);
  const isSaid = useRef(false);
  useEffect(() => {
    if (isSaid.current) return;
    let left = false;
    void backend.ask('readSettings', {}).then((settings) => {
      if (left) return;
      isSaid.current ||= settings.ok;
      setOffered((before) => (settings.ok ? settings.value : (before ?? NOTHING)));
    });
    return () => {
      left = true;
    };
  }, [backend, answering]);
  return offered;
}
