// The page posts the interval in ms; every message back is one tick.
addEventListener('message', (message: MessageEvent<number>) => {
  setInterval(() => postMessage(null), message.data);
});
