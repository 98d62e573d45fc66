/**
 * Loaded before the program under test: its parent may send `{ advanceMs }`, and the program's clock goes on by that
 * much, as if the time had passed. It also ends with its parent. Nothing else of the program is touched.
 */
if (process.channel != null) {
  const realNow = Date.now.bind(Date);
  let aheadMs = 0;
  globalThis.Date = class extends Date {
    constructor(...given) {
      if (given.length === 0) super(realNow() + aheadMs);
      else super(...given);
    }
    static now() {
      return realNow() + aheadMs;
    }
  };
  process.on('message', ({ advanceMs }) => {
    aheadMs += advanceMs;
    process.send('advanced');
  });
  // When whoever runs the journeys is killed, the program does not stay behind.
  process.on('disconnect', () => process.kill(process.pid, 'SIGTERM'));
  process.channel.unref();
}
