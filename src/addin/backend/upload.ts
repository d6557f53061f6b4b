/** What came back; null when nothing did. */
export type Uploaded = { status: number; text: string } | null;

// From the last byte that moved: a slow line may take long, a dead one stands still.
const STANDSTILL = 60_000;

/** Posts a body and tells how much of it is out. Only XMLHttpRequest tells: fetch has no progress for what goes up. */
export function upload(
  url: string,
  headers: Record<string, string>,
  body: FormData | string,
  onProgress: (sentBytes: number) => void,
): Promise<Uploaded> {
  return new Promise((settle) => {
    const request = new XMLHttpRequest();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const moved = (): void => {
      clearTimeout(timer);
      timer = setTimeout(() => request.abort(), STANDSTILL);
    };
    request.open('POST', url);
    for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value);
    request.upload.onprogress = ({ loaded }) => {
      moved();
      onProgress(loaded);
    };
    request.onloadend = () => {
      clearTimeout(timer);
      settle(request.status === 0 ? null : { status: request.status, text: request.responseText });
    };
    moved();
    request.send(body);
  });
}
