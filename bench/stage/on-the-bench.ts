// Loaded into a server before its own code: tells the bench, when asked, what the process waits for, and ends with it.
process.on('message', () => {
  const handles: Record<string, number> = {};
  for (const kind of process.getActiveResourcesInfo()) handles[kind] = (handles[kind] ?? 0) + 1;
  process.send?.(handles);
});
process.on('disconnect', () => process.exit());
// The one who asks is no reason to stay alive.
process.channel?.unref();
