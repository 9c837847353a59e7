// Asks again and again while the page is seen; what a view begins it must end.

/**
 * Calls ask({signal}) now and `ms` after each answer, not while the page is hidden. Returns {now(), end()}; now() asks at once.
 */
export function poll(ask, ms) {
  let timer;
  let running = null;
  let ended = false;
  const turn = async () => {
    clearTimeout(timer);
    running?.abort();
    const own = running = new AbortController();
    if (!document.hidden) await ask({ signal: own.signal });
    if (!ended && running === own && !document.hidden) timer = setTimeout(turn, ms);
  };
  const seen = () => { if (!document.hidden) turn(); };
  document.addEventListener("visibilitychange", seen);
  turn();
  return {
    now: turn,
    end() {
      ended = true;
      clearTimeout(timer);
      running?.abort();
      document.removeEventListener("visibilitychange", seen);
    },
  };
}
