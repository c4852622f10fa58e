/* htmx is sixteen kilobytes that a visitor who only looks never needs, so it comes with the first touch.
 * A choice made while it was on its way is told again once it is here; without it every form and link works as it is.
 */
{
  const SIGNS = ["pointerover", "pointerdown", "touchstart", "focusin", "keydown"];
  const TOLD = ["change", "input"];
  const { htmx, integrity = "" } = document.currentScript.dataset;
  let missed = null;

  const miss = (event) => {
    missed = event;
  };

  const arrived = () => {
    for (const type of TOLD) removeEventListener(type, miss, true);
    if (missed?.target.isConnected) missed.target.dispatchEvent(new Event(missed.type, { bubbles: true }));
  };

  const fetchIt = () => {
    for (const sign of SIGNS) removeEventListener(sign, fetchIt, true);
    const script = Object.assign(document.createElement("script"), { src: htmx, integrity });
    script.addEventListener("load", () => setTimeout(arrived)); // htmx looks at the page first
    document.head.append(script);
  };

  for (const sign of SIGNS) addEventListener(sign, fetchIt, { capture: true, passive: true });
  for (const type of TOLD) addEventListener(type, miss, true);
}
