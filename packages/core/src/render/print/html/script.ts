/**
 * The only script of a report: hides the rows and findings that do not hold the words typed. Without
 * it the page is whole and the field stays hidden. It reads the page and talks to nobody; the page's
 * policy allows exactly this text, by its hash.
 */
export const filterScript: string = `(() => {
  const field = document.getElementById('filter');
  const count = document.getElementById('filter-count');
  if (!field || !count) return;
  field.parentElement.hidden = false;
  const items = [...document.querySelectorAll('main tbody tr, main .finding')];
  const texts = items.map((item) => item.textContent.toLowerCase());
  field.addEventListener('input', () => {
    const words = field.value.toLowerCase().split(/\\s+/).filter(Boolean);
    let shown = 0;
    items.forEach((item, i) => {
      const hit = words.every((word) => texts[i].includes(word));
      item.hidden = !hit;
      if (hit) shown += 1;
    });
    for (const fold of document.querySelectorAll('main details')) if (words.length) fold.open = true;
    count.textContent = words.length ? shown + ' of ' + items.length + ' rows' : '';
  });
})();`;

/** SHA-256 of {@link filterScript} in base64, for the page's policy; a test recomputes it. */
export const filterScriptHash = 'ikAC+pugPemR2vTYBfasgib3mMQfQfF5mW+vqDAbrXY=';
