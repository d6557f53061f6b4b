import { useEffect, useRef, useState } from 'react';
import type { SignInService } from '../../../domain/credential.ts';
import type { Backend } from '../../backend/backend.ts';

/**
 * Where the operator lets reps sign in to send: null until the server was asked, nowhere while it does not say. Whoever got
 * no answer asks again once the server is `answering`.
 */
export function useOffered(backend: Backend, answering: boolean): readonly SignInService[] | null {
  const [offered, setOffered] = useState<readonly SignInService[] | null>(null);
  const isSaid = useRef(false);
  useEffect(() => {
    if (isSaid.current) return;
    let left = false;
    void backend.ask('readSettings', {}).then((settings) => {
      if (left) return;
      isSaid.current ||= settings.ok;
      setOffered((before) => (settings.ok ? settings.value.signIns : (before ?? [])));
    });
    return () => {
      left = true;
    };
  }, [backend, answering]);
  return offered;
}
