package dev.podium.report;

/** How a page looks, in light, in dark and on paper. */
final class Style {

    private Style() {}

    /**
     * Colours of systems keep their order of lightness apart, so that they differ without hue as well; gain and loss are
     * blue and orange, which every common kind of colour blindness tells apart.
     */
    static final String CSS = """
            :root{color-scheme:light dark;--paper:#f7f7f5;--panel:#fff;--ink:#1b1f26;--soft:#5c6470;--faint:#6c7480;--line:#e5e6e8;
            --grid:#eceded;--gain:#2166c4;--loss:#d4661c;--wash:#eef3fb;--warn:#fff6e5;--warnline:#e9c46a;
            --cb:#7b8490;--c0:#2f6fd6;--c1:#d9722a;--c2:#13917c;--c3:#a83f92;--c4:#b38a00;--c5:#5a55c9;--c6:#c2454f;--c7:#5c8f22}
            @media (prefers-color-scheme:dark){:root{--paper:#121418;--panel:#1a1d23;--ink:#e8eaee;--soft:#a3abb8;--faint:#8790a0;--line:#2b3038;
            --grid:#262a32;--gain:#6ea8ff;--loss:#f59a57;--wash:#1f2733;--warn:#2c2619;--warnline:#7d6426;
            --cb:#8e98a6;--c0:#6ea8ff;--c1:#f59a57;--c2:#3fc7ae;--c3:#dd83cb;--c4:#dcb63a;--c5:#9d98ff;--c6:#f2808a;--c7:#98c95a}}
            @media print{:root{color-scheme:light;--paper:#fff;--panel:#fff;--ink:#000;--soft:#444;--faint:#666;--line:#ccc;
            --grid:#e4e4e4;--gain:#2166c4;--loss:#d4661c;--wash:#eef3fb;--warn:#fff;--warnline:#999;
            --cb:#7b8490;--c0:#2f6fd6;--c1:#d9722a;--c2:#13917c;--c3:#a83f92;--c4:#b38a00;--c5:#5a55c9;--c6:#c2454f;--c7:#5c8f22}
            }
            *{box-sizing:border-box}
            body{margin:0;background:var(--paper);color:var(--ink);font:15px/1.55 system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,"Liberation Sans",sans-serif;
            -webkit-print-color-adjust:exact;print-color-adjust:exact}
            main{max-width:1160px;margin:0 auto;padding:40px 24px 64px}
            header{margin:0 0 28px}
            .over{margin:0 0 14px;color:var(--soft);font-size:13px;letter-spacing:.02em}
            .over b{color:var(--ink);font-weight:600}
            h1{font-size:clamp(22px,3.1vw,31px);line-height:1.28;letter-spacing:-.014em;font-weight:650;margin:0 0 14px;max-width:30em;text-wrap:pretty;overflow-wrap:anywhere}
            header p.also{margin:0 0 4px;color:var(--soft);max-width:56em;overflow-wrap:anywhere}
            .warn{background:var(--warn);border-left:3px solid var(--warnline);border-radius:4px;padding:10px 16px;margin:18px 0 0}
            .warn ul{margin:0;padding-left:1.1em}.warn li{overflow-wrap:anywhere}
            section{background:var(--panel);border:1px solid var(--line);border-radius:10px;padding:22px 26px 24px;margin:0 0 20px}
            h2{font-size:17px;font-weight:650;letter-spacing:-.005em;margin:0 0 2px}
            .how{color:var(--soft);font-size:13.5px;margin:0 0 16px;max-width:60em}
            .pair{display:grid;grid-template-columns:minmax(0,1fr) minmax(0,1fr);gap:20px}.pair section{margin:0}.pair{margin:0 0 20px}
            .pair.one{grid-template-columns:minmax(0,1fr)}
            @media screen and (max-width:860px){.pair{grid-template-columns:minmax(0,1fr)}main{padding:24px 12px}section{padding:18px 16px}}
            .scroll{overflow-x:auto}
            table{border-collapse:collapse;width:100%;font-variant-numeric:tabular-nums}
            th,td{padding:9px 12px;text-align:right;border-bottom:1px solid var(--line);white-space:nowrap;vertical-align:middle}
            th{font-size:12.5px;font-weight:600;color:var(--soft);vertical-align:bottom}
            th:first-child,td:first-child{text-align:left;padding-left:2px}
            th[scope=row]{color:var(--ink);font-size:inherit;font-weight:500;white-space:normal;overflow-wrap:anywhere;min-width:12em;text-align:left;vertical-align:middle}
            tbody tr:last-child>*{border-bottom:0}
            tbody tr:hover>*{background:var(--wash)}
            th button{all:unset;cursor:pointer}th button:hover{color:var(--ink)}th button:focus-visible{outline:2px solid var(--c0);outline-offset:2px;border-radius:3px}
            th button::after{content:"";display:inline-block;width:.9em;text-align:right;color:var(--faint)}
            th[aria-sort=ascending] button::after{content:"↑"}th[aria-sort=descending] button::after{content:"↓"}
            .chip{display:inline-block;width:10px;height:10px;border-radius:3px;background:var(--c);margin-right:10px;vertical-align:0}
            .tag{font-size:11.5px;color:var(--soft);border:1px solid var(--line);border-radius:20px;padding:1px 8px;margin-left:8px;font-weight:400;white-space:nowrap}
            td .v{display:block}td .d{display:block;font-size:12px;color:var(--faint);line-height:1.25}
            .best .v{font-weight:700}
            .up{color:var(--gain)}.down{color:var(--loss)}
            .m{display:inline-block;width:1.15em;text-align:right;font-size:11px}
            .cb{--c:var(--cb)}.c0{--c:var(--c0)}.c1{--c:var(--c1)}.c2{--c:var(--c2)}.c3{--c:var(--c3)}.c4{--c:var(--c4)}.c5{--c:var(--c5)}.c6{--c:var(--c6)}.c7{--c:var(--c7)}
            .note{font-size:13px;color:var(--soft);margin:12px 0 0;max-width:68em;overflow-wrap:anywhere}
            svg{display:block;overflow:visible}.plot{width:100%;height:auto}
            svg text{font-family:inherit;fill:var(--soft)}.tick{font-size:11.5px;font-variant-numeric:tabular-nums}svg .label{font-size:12px}
            svg .name{font-size:12px;fill:var(--ink);paint-order:stroke;stroke:var(--panel);stroke-width:3px;stroke-linejoin:round}
            .grid{stroke:var(--grid)}.zero{stroke:var(--faint);stroke-width:1}.leader{stroke:var(--faint);stroke-width:.75}
            .dot{fill:var(--c);stroke:var(--panel);stroke-width:1.5}.dot.open{fill:var(--panel);stroke:var(--c);stroke-width:2.5}
            g:focus-visible{outline:none}g:focus-visible .dot{stroke:var(--ink);stroke-width:2.5}
            .front{fill:none;stroke:var(--faint);stroke-width:1.5;stroke-dasharray:4 4}.reach{fill:var(--wash);opacity:.55}
            .queries{cursor:crosshair}.queries .gain{fill:var(--gain)}.queries .loss{fill:var(--loss)}.queries .mean{stroke:var(--ink);stroke-dasharray:2 4}
            .here{fill:var(--ink);opacity:.16;pointer-events:none}
            .effects{font-size:13.5px}.effects th,.effects td{padding:6px 8px}.effects th:first-child{padding-left:2px}.effects th:last-child,.effects td:last-child{padding-right:2px}.effects th[scope=row]{white-space:nowrap;min-width:0}
            .forest{width:236px;height:auto;margin:-6px 0 -6px auto}.group .forest{margin:0 0 0 auto}
            .ci path{fill:none;stroke-width:2;stroke:var(--k)}.ci circle{fill:var(--k);stroke:var(--panel);stroke-width:1.5}
            .ci.gain{--k:var(--gain)}.ci.loss{--k:var(--loss)}.ci.open{--k:var(--faint)}
            .effects .group th{padding-top:22px;color:var(--soft);font-size:12.5px;border-bottom:1px solid var(--line)}.effects .group th:first-child{color:var(--ink);font-size:14px}.effects tbody:first-child .group th{padding-top:6px}
            .words th,.words td{text-align:left;white-space:normal;vertical-align:top;overflow-wrap:anywhere}.words td:nth-child(2),.words td:last-child{white-space:nowrap}.words td:nth-child(3){min-width:16em}
            .group:hover>*{background:none!important}
            .bar{fill:var(--c);opacity:.82}.half{fill:var(--c);opacity:.45}.median{fill:var(--ink)}.plot .mean{stroke:var(--ink);stroke-width:1.25}
            .panels{display:grid;grid-template-columns:repeat(auto-fill,minmax(300px,1fr));gap:22px 34px}
            .panels h3{white-space:nowrap;overflow:hidden;text-overflow:ellipsis}
            .panels h3,.each h3{font-size:13.5px;font-weight:600;margin:0 0 6px;overflow-wrap:anywhere}
            .each{margin:0 0 18px}.each:last-child{margin:0}.each h3 span:last-child{font-weight:400;color:var(--soft);margin-left:10px}
            .bars{display:grid;gap:9px}.bars .row{display:grid;grid-template-columns:minmax(0,1fr) auto;column-gap:12px;font-size:13px;align-items:baseline}
            .bars .row>span:first-child{overflow:hidden;text-overflow:ellipsis;white-space:nowrap}.bars .row b{font-variant-numeric:tabular-nums;font-weight:500}.bars .row.best b{font-weight:700}
            .track{grid-column:1/-1;height:9px;border-radius:3px;background:var(--grid);position:relative;margin-top:3px}
            .track i{position:absolute;inset:0 auto 0 0;border-radius:3px;background:var(--c)}.track u{position:absolute;top:-3px;bottom:-3px;width:1.5px;background:var(--ink);opacity:.65}
            .tools{display:flex;flex-wrap:wrap;align-items:center;gap:6px;border:0;padding:0;margin:26px 0 14px;min-width:0}
            .tools legend{float:left;padding:0;margin-right:10px;font-weight:650;font-size:15px;line-height:32px}
            .tools label{position:relative;border:1px solid var(--line);background:var(--panel);border-radius:20px;padding:4px 14px;font-size:13.5px;cursor:pointer}
            .tools input{position:absolute;inset:0;opacity:0;margin:0;cursor:pointer}
            .tools label:has(:checked){background:var(--ink);color:var(--paper);border-color:var(--ink)}
            .tools label:has(:focus-visible){outline:2px solid var(--c0);outline-offset:2px}
            details{margin:6px 0 0}summary{cursor:pointer;font-weight:600}summary:focus-visible{outline:2px solid var(--c0);outline-offset:3px;border-radius:3px}
            details[open] summary{margin-bottom:10px}
            .long{max-height:560px;overflow:auto}.long thead th{position:sticky;top:0;background:var(--panel);z-index:1}
            .long td:nth-child(2){white-space:normal;text-align:left;min-width:18em;color:var(--soft)}.long th:nth-child(2){text-align:left}.long td{padding:5px 12px}
            @media print{body{font-size:9pt}section{break-inside:auto}h1{font-size:17pt}h2,h3,.how{break-after:avoid}.pair section,.each,.panels>div,tr{break-inside:avoid}.tools,.tip{display:none!important}.long{max-height:none}.scroll{overflow:visible}section:has(>details:not([open])){display:none}
            main{padding:0}table{font-size:8pt}th,.effects .group th{font-size:7pt}th,td,.effects th,.effects td{padding:3px 5px}th[scope=row]{min-width:9em}td .d{font-size:7pt}.effects{font-size:7.5pt}.forest{width:165px}}
            dl{display:grid;grid-template-columns:max-content minmax(0,1fr);gap:5px 22px;margin:0;font-size:14px}dt{color:var(--soft)}dd{margin:0;overflow-wrap:anywhere}
            .foot{columns:2;column-gap:34px;font-size:13.5px;color:var(--soft);margin:0;padding-left:1.15em}.foot li{break-inside:avoid;margin:0 0 9px}.foot b{color:var(--ink);font-weight:600}
            @media screen and (max-width:860px){.foot{columns:1}dl{grid-template-columns:minmax(0,1fr)}dd{margin-bottom:6px}}
            .tip{position:fixed;z-index:9;max-width:340px;background:var(--ink);color:var(--paper);font-size:12.5px;line-height:1.4;padding:7px 11px;border-radius:6px;pointer-events:none;white-space:pre-line;overflow-wrap:anywhere;box-shadow:0 4px 14px rgb(0 0 0/.22)}
            .tip[hidden]{display:none}
            footer{color:var(--faint);font-size:12.5px;text-align:center;margin-top:28px}
            """;

    /** Shows one metric at a time; a browser without ":has" shows them all, one below the other. */
    static String onlyChosen(int metrics) {
        StringBuilder css = new StringBuilder();
        for (int m = 0; m < metrics; m++) {
            css.append(Markup.fill("main:has(#m%d:checked) .by:not(.m%d){display:none}\n", m, m));
        }
        return css.toString();
    }
}
