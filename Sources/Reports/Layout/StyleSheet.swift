/// The look of every document, on screen, on a phone and on A4.
struct StyleSheet: Sendable {
    /// The words that the page margins carry in print.
    var title: String
    var pageWord: String

    var text: String { Self.base + Self.tables + Self.blocks + Self.phone + paper }

    private static let base = """
        :root{color-scheme:light;--ink:#1b2733;--quiet:#51606d;--line:#c9d2d9;--deep:#17496f;--tint:#f2f5f8}
        *{box-sizing:border-box}
        html{-webkit-text-size-adjust:100%}
        body{margin:0;background:#eceff2;color:var(--ink);font:1rem/1.55 system-ui,-apple-system,"Segoe UI",Roboto,
        "Noto Sans","Liberation Sans","Helvetica Neue",Arial,sans-serif;overflow-wrap:break-word}
        .sheet{max-width:60rem;margin:0 auto;background:#fff;padding:2.5rem 3rem 3rem;border-top:.4rem solid var(--deep)}
        .brand{margin:0 0 1.6rem;color:var(--deep);font-size:.85rem;font-weight:600;letter-spacing:.02em}
        h1{font-size:1.9rem;line-height:1.22;margin:0 0 .5rem;letter-spacing:-.01em}
        h2{font-size:1.35rem;line-height:1.3;margin:2.8rem 0 .8rem;padding-top:.9rem;border-top:1px solid var(--line)}
        h3{font-size:1.08rem;line-height:1.35;margin:2rem 0 .6rem}
        h4{font-size:.95rem;margin:1.2rem 0 .3rem}
        p{margin:0 0 .8rem;max-width:46rem}
        .lead{font-size:1.08rem;color:var(--quiet);margin-bottom:1.2rem}
        .quiet{color:var(--quiet)}
        .small{font-size:.88rem}
        ul,ol{margin:0 0 .9rem;padding-left:1.3rem;max-width:46rem}
        li{margin:.25rem 0}
        a{color:var(--deep)}
        dl.facts{display:grid;grid-template-columns:max-content 1fr;gap:.2rem 1.2rem;margin:0 0 1.4rem;font-size:.92rem}
        dl.facts dt{color:var(--quiet)}
        dl.facts dd{margin:0}
        footer{margin-top:3rem;padding-top:1rem;border-top:1px solid var(--line);font-size:.85rem;color:var(--quiet)}

        """

    private static let tables = """
        .scroll{overflow-x:auto;margin:0 0 .3rem;
        background:linear-gradient(to right,#fff 40%,#fff0) 0 0/2rem 100% no-repeat local,
        linear-gradient(to left,#fff 40%,#fff0) 100% 0/2rem 100% no-repeat local,
        linear-gradient(to right,#0003,#0000) 0 0/.6rem 100% no-repeat,
        linear-gradient(to left,#0003,#0000) 100% 0/.6rem 100% no-repeat}
        .tablebox{margin:1.3rem 0 1.6rem}
        table{border-collapse:collapse;width:100%;font-size:.92rem;line-height:1.4;font-variant-numeric:tabular-nums}
        caption,.caption{caption-side:top;text-align:left;font-weight:600;padding:0 0 .45rem;font-size:.95rem}
        th,td{padding:.38rem .7rem;text-align:left;vertical-align:top;border-bottom:1px solid #e1e7eb}
        th:first-child,td:first-child{padding-left:.2rem}
        th:last-child,td:last-child{padding-right:.2rem}
        thead th{border-top:2px solid var(--ink);border-bottom:1px solid var(--ink);vertical-align:bottom;font-weight:600}
        tbody th{font-weight:400}
        tbody tr:last-child>*{border-bottom:2px solid var(--ink)}
        .num{text-align:right}
        td.num{white-space:nowrap}
        .mid{text-align:center}
        .code{white-space:nowrap}
        tr.total>*{font-weight:600;border-top:1px solid var(--ink)}
        tr.group>*{font-weight:600;background:var(--tint)}
        table.spss{width:auto;min-width:min(100%,30rem)}
        table.narrow{width:auto;min-width:min(100%,34rem)}
        table.spss th,table.spss td{border:1px solid #9aa6b0;padding:.32rem .8rem}
        table.spss thead th{border-top:2px solid var(--ink);border-bottom:2px solid var(--ink);text-align:center}
        table.spss tbody tr:last-child>*{border-bottom:2px solid var(--ink)}
        .notes{font-size:.84rem;color:var(--quiet);margin:.15rem 0 0;padding:0;list-style:none;max-width:none}
        .notes li{margin:.1rem 0}
        .source{font-size:.84rem;color:var(--quiet);margin:.2rem 0 0}
        th.broad{width:34%}
        sup{line-height:0;font-size:.72em}

        """

    private static let blocks = """
        .notice{border:1px solid #d9b36a;border-left:.35rem solid #b47a14;background:#fdf6e7;padding:.6rem .9rem;
        margin:0 0 1.4rem;font-size:.92rem}
        .notice p:last-child,.summary ul:last-child,.layer p:last-child,.layer ul:last-child{margin-bottom:0}
        .summary{background:var(--tint);border-left:.35rem solid var(--deep);padding:1rem 1.3rem;margin:0 0 1.6rem}
        .summary h2{border:0;margin:0 0 .5rem;padding:0;font-size:1.1rem}
        .summary li{margin:.4rem 0}
        .cards{display:grid;grid-template-columns:repeat(auto-fit,minmax(9.5rem,1fr));gap:.8rem;margin:0 0 1.6rem}
        .card{border:1px solid var(--line);border-top:.25rem solid var(--deep);padding:.6rem .8rem .7rem}
        .card b,.card .figure{display:block;font-size:1.55rem;line-height:1.2;font-weight:650;
        font-variant-numeric:tabular-nums}
        .card .name{display:block;font-size:.84rem;color:var(--quiet);line-height:1.35}
        .layers{display:grid;grid-template-columns:1fr 1fr 1.15fr;gap:.8rem;margin:.8rem 0 1.2rem}
        .layers.many{grid-template-columns:1fr 1fr}
        .layers.many .warned{grid-column:1/-1}
        .layers.many .warned ul{columns:2;column-gap:2rem;max-width:none}
        .layers.many .warned li{break-inside:avoid;margin-top:0;margin-bottom:.45rem}
        .layers.own{grid-template-columns:1fr 1.15fr}
        .layers.own.many{grid-template-columns:1fr}
        .refusal{border-left:.25rem solid #8f1d18;padding-left:.6rem}
        .layer code{font-size:.78em;overflow-wrap:anywhere}
        .layer{border:1px solid var(--line);padding:.7rem .9rem .8rem;font-size:.9rem;min-width:0}
        .layer h4{margin:0 0 .5rem;padding-bottom:.35rem;border-bottom:2px solid currentColor;font-size:.88rem}
        .layer.published h4{color:#51606d}
        .layer.recommended{background:#f3f8fb}
        .layer.recommended h4{color:var(--deep)}
        .layer.warned{background:#fdf8ec}
        .layer.warned h4{color:#7a4c00}
        .layer dl{margin:0;display:grid;grid-template-columns:1fr max-content;gap:.22rem .7rem}
        .layers:not(.many) .layer dl{grid-template-columns:1fr;gap:.05rem}
        .layers:not(.many) .layer dd{text-align:left;margin-bottom:.35rem}
        .layer dt{color:var(--quiet);line-height:1.35}
        .layer dd{margin:0;text-align:right;font-variant-numeric:tabular-nums;font-weight:600;line-height:1.35}
        .layer dd.long{grid-column:1/-1;text-align:left;margin-bottom:.3rem}
        .layer dt.long{grid-column:1/-1}
        .layer ul{padding-left:1.05rem}
        .layer li{margin:.35rem 0;line-height:1.42}
        figure{margin:1.3rem 0 1.6rem}
        figure svg{display:block;max-width:100%;height:auto}
        figcaption{font-weight:600;font-size:.95rem;margin:0 0 .5rem}
        details{margin:-.9rem 0 1.6rem;font-size:.9rem}
        summary{cursor:pointer;color:var(--deep)}
        .chip{display:inline-block;padding:.05rem .5rem;border:1.5px solid;border-radius:.8rem;font-size:.82rem;
        font-weight:600;line-height:1.45;white-space:nowrap;background:#fff}
        .chip.forbidden{color:#8f1d18;background:#fbeceb}
        .chip.wasteful{color:#8f1d18;background:#fff;border-style:double;border-width:3px}
        .chip.conditional,.chip.review{color:#7a4c00;background:#fdf6e7}
        .chip.allowed,.chip.normal{color:#14584a;background:#edf7f4}
        .chip.encouraged{color:#17496f;background:#eaf2f8}
        .chip.unregulated{color:#44525e;border-style:dashed}
        .chip.refuse{color:#8f1d18;background:#fbeceb}
        .chip.warn{color:#7a4c00;background:#fdf6e7}
        .chip.note{color:#44525e;background:#f2f5f8}
        .chip.green{color:#14584a;background:#edf7f4}
        .chip.amber{color:#7a4c00;background:#fdf6e7}
        .chip.red{color:#8f1d18;background:#fbeceb}
        .letterhead{text-align:center;border-bottom:3px double var(--ink);padding-bottom:.7rem;margin:0 0 1.4rem}
        .letterhead p{margin:0 auto;font-size:.95rem}
        .letterhead .first{font-weight:650;font-size:1.15rem}
        h1.subject{font-size:1.15rem;margin:1rem 0}
        .letter header>p{margin:0}
        .letter main{margin-top:1.2rem}
        .letter .addressee{font-weight:600}
        .enclosure,.letter+.letter{break-before:page}
        .letter h2{font-size:1rem;margin:.9rem 0 .3rem;padding-top:.5rem}
        .reason dl.facts,.reason .notice{margin-bottom:.5rem}
        .signature{margin:2rem 0 0 auto;width:min(100%,19rem);break-inside:avoid}
        .signature p{margin:0 0 .15rem}
        .signature .space{height:4.5rem}
        .signature .name{border-bottom:1px solid var(--ink);margin-bottom:.25rem}
        code{font-family:ui-monospace,"Cascadia Mono","Liberation Mono",Menlo,Consolas,monospace;font-size:.86em}
        .pair{display:grid;grid-template-columns:1fr 1fr;gap:0 2.2rem}
        .pair table.narrow{width:100%;min-width:0}
        nav.contents{margin:0 0 1.8rem;font-size:.92rem}
        nav.contents ol{columns:2;column-gap:2.5rem;padding-left:2rem;max-width:none}
        nav.contents li{break-inside:avoid}

        """

    private static let phone = """
        @media screen and (max-width:44rem){
        .sheet{padding:1.2rem 1rem 2rem}
        h1{font-size:1.5rem}
        h2{font-size:1.2rem;margin-top:2.2rem}
        .layers,.layers.many,.layers.own{grid-template-columns:1fr}
        .layers.many .warned ul{columns:1}
        nav.contents ol,.pair{columns:1;grid-template-columns:1fr}
        dl.facts{grid-template-columns:1fr;gap:0}
        dl.facts dd{margin-bottom:.5rem}
        th,td{padding:.34rem .5rem}
        .cards{grid-template-columns:repeat(2,1fr)}
        figure svg.wide{max-width:none}
        figure svg.broad{min-width:28rem}
        table.cardwise,table.cardwise tbody,table.cardwise tr,table.cardwise td,table.cardwise th,
        table.cardwise caption{display:block;width:100%}
        table.cardwise thead{position:absolute;left:-9999px}
        table.cardwise tbody tr{border:1px solid var(--line);border-left:.25rem solid var(--deep);padding:.5rem .7rem;
        margin:0 0 .7rem}
        table.cardwise tbody tr>*,table.cardwise tbody tr:last-child>*{border:0;padding:.12rem 0;text-align:left;
        white-space:normal}
        table.cardwise tbody tr>th{font-weight:600}
        table.cardwise td[data-label]::before{content:attr(data-label) ": ";color:var(--quiet)}
        table.cardwise td.void{display:none}
        }

        """

    private var paper: String {
        """
        @page{size:A4;margin:16mm 17mm 20mm;@top-left{content:" "}@top-center{content:" "}@top-right{content:" "}
        @bottom-left{content:\(Self.quoted(title));font:8pt system-ui,"Liberation Sans",Arial,sans-serif;color:#51606d}
        @bottom-right{content:\(Self.quoted(pageWord + " ")) counter(page) " / " counter(pages);
        font:8pt system-ui,"Liberation Sans",Arial,sans-serif;color:#51606d}}
        @media print{
        html{font-size:9.6pt}
        body{background:#fff;print-color-adjust:exact;-webkit-print-color-adjust:exact}
        .sheet{max-width:none;padding:0;border-top-width:1.2mm}
        .brand,.letterhead{padding-top:3mm}
        .letter footer{margin-top:2mm;padding-top:1mm}
        .letter{font-size:9pt;line-height:1.36}
        .letter p,.letter ol{margin-bottom:1.4mm}
        .letter .letterhead{margin-bottom:3mm;padding-bottom:2mm}
        .letter .letterhead p,.letter .signature p{margin-bottom:0}
        .letter .notice,.letter dl.facts{margin-bottom:2.5mm}
        .letter h1.subject{margin:2.5mm 0}
        .letter h2{margin-top:3mm;padding-top:1.5mm}
        .letter .tablebox{margin:2.5mm 0}
        .letter .signature{margin-top:4mm}
        .letter .signature .space{height:10mm}
        section[aria-labelledby=course] svg,section[aria-labelledby=stages] svg{max-height:50mm}
        p,ul,ol{orphans:3;widows:3;max-width:none}
        p{break-inside:avoid}
        h1,h2,h3,h4,caption,.caption,figcaption,.lead,summary,dt{break-after:avoid;break-inside:avoid}
        h2+*,h3+*,h4+*,figcaption+*,summary+*,.lead+*{break-before:avoid}
        h2{margin-top:7mm}
        thead{display:table-header-group;break-after:avoid}
        tbody>tr:first-child{break-before:avoid}
        tr,.card,.layer,figure,.notice,.notes li,nav.contents,section:has(.signature){break-inside:avoid}
        .tablebox.short,.layers{break-inside:avoid}
        .notes,.source{break-before:avoid}
        tr.group,p:has(+figure),p:has(+.tablebox),p:has(+.pair),p:has(+.layers),h2:has(+p){break-after:avoid}
        .scroll{overflow:visible;background:none}
        table{font-size:8.4pt}
        td:not(.num),tbody th{overflow-wrap:anywhere}
        thead th{overflow-wrap:break-word}
        figure svg{max-width:100%;max-height:150mm}
        details::details-content{content-visibility:visible;display:block;height:auto}
        summary{list-style:none;color:var(--quiet)}
        a{color:inherit;text-decoration:none}
        }

        """
    }

    /// A CSS string that can hold any text without ending itself, the style sheet or the element it stands in.
    private static func quoted(_ text: String) -> String {
        var out = "\""
        for scalar in text.unicodeScalars {
            let isPlain = scalar.isASCII && (scalar.properties.isAlphabetic || ("0"..."9").contains(scalar))
            out += isPlain || scalar == " " ? String(scalar) : "\\" + String(scalar.value, radix: 16) + " "
        }
        return out + "\""
    }
}
