package dev.podium.report;

/** What a page does under a pointer: sort, tell more, name the query below a bar. Without it nothing is lost. */
final class Behaviour {

    private Behaviour() {}

    static final String SCRIPT = """
            (() => {
              const tip = document.querySelector('.tip');
              const data = JSON.parse(document.getElementById('data').textContent);
              const show = (text, x, y) => {
                tip.textContent = text;
                tip.hidden = false;
                const box = tip.getBoundingClientRect();
                tip.style.left = Math.max(8, Math.min(x + 14, innerWidth - box.width - 8)) + 'px';
                tip.style.top = (y + 18 + box.height > innerHeight ? y - box.height - 12 : y + 18) + 'px';
              };
              const hide = () => { tip.hidden = true; };
              document.querySelectorAll('svg title').forEach(title => {
                const mark = title.parentNode;
                const text = title.textContent;
                title.remove();
                mark.setAttribute('aria-label', text);
                mark.addEventListener('mousemove', e => show(text, e.clientX, e.clientY));
                mark.addEventListener('mouseleave', hide);
                mark.addEventListener('focus', () => {
                  const box = mark.getBoundingClientRect();
                  show(text, box.right, box.bottom);
                });
                mark.addEventListener('blur', hide);
              });
              const figure = x => x.toFixed(3).replace(/^(-?)0\\./, '$1.').replace('-', '−');
              document.querySelectorAll('svg.queries').forEach(svg => {
                const order = svg.dataset.order.split(',').map(Number);
                const left = +svg.dataset.left, right = +svg.dataset.right;
                const here = svg.querySelector('.here');
                const out = () => { here.setAttribute('visibility', 'hidden'); hide(); };
                const values = data.values[+svg.closest('[data-metric]').dataset.metric];
                const system = values[+svg.closest('[data-system]').dataset.system];
                const baseline = values[data.baseline];
                svg.addEventListener('mousemove', e => {
                  const box = svg.getBoundingClientRect();
                  const x = (e.clientX - box.left) / box.width * svg.viewBox.baseVal.width;
                  const i = Math.floor((x - left) / (right - left) * order.length);
                  if (i < 0 || i >= order.length) { out(); return; }
                  here.setAttribute('x', left + i * (right - left) / order.length);
                  here.setAttribute('visibility', 'visible');
                  const q = order[i], change = system[q] - baseline[q];
                  show(data.queries[q][0] + (data.queries[q][1] ? ' · ' + data.queries[q][1] : '') + '\\n'
                    + figure(baseline[q]) + ' → ' + figure(system[q]) + '  (' + (change > 0 ? '+' : '') + figure(change) + ')',
                    e.clientX, e.clientY);
                });
                svg.addEventListener('mouseleave', out);
              });
              document.querySelectorAll('table.sortable').forEach(table => {
                table.querySelectorAll('thead th').forEach((th, column) => {
                  const button = document.createElement('button');
                  button.append(...th.childNodes);
                  th.append(button);
                  button.addEventListener('click', () => {
                    const rising = th.getAttribute('aria-sort') === 'descending' || (column === 0 && !th.hasAttribute('aria-sort'));
                    table.querySelectorAll('thead th').forEach(other => other.removeAttribute('aria-sort'));
                    th.setAttribute('aria-sort', rising ? 'ascending' : 'descending');
                    const value = row => row.children[column].dataset.v ?? row.children[column].textContent;
                    const body = table.tBodies[0];
                    [...body.rows].sort((a, b) => {
                      const x = value(a), y = value(b);
                      const by = x !== '' && y !== '' && !isNaN(x) && !isNaN(y) ? x - y : x.localeCompare(y, 'en', {numeric: true});
                      return rising ? by : -by;
                    }).forEach(row => body.append(row));
                  });
                });
              });
            })();
            """;
}
