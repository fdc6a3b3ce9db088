// Work that nobody waits for takes time from Python while it starts and answers.
const QUIET = 3_000; // milliseconds in which Python has had nothing to do

export function quiet(session) {
  return new Promise((resolve) => {
    let timer = 0;
    const wait = () => {
      clearTimeout(timer);
      timer = setTimeout(() => {
        session.statusChanged.disconnect(wait);
        resolve();
      }, QUIET);
    };
    session.statusChanged.connect(wait);
    wait();
  });
}
